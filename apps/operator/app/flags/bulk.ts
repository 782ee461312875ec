import type { BulkAction, BulkVerdict, BulkVerdictResponse, Permission } from '@halyard/contracts';

interface BulkLook {
  readonly label: string;
  readonly icon: string;
  readonly color: 'primary' | 'error' | 'warning' | 'neutral';
  readonly permission: Permission;
  /** What it means where it is done. */
  readonly consequence: (place: string) => string;
  /** The past of it: "4 flags archived". */
  readonly done: string;
}

/** What can be done to several flags at once. */
export const BULK: Readonly<Record<BulkAction, BulkLook>> = {
  enable: {
    label: 'Enable',
    icon: 'i-lucide-circle-check-big',
    color: 'primary',
    permission: 'feature_flag:manage',
    consequence: (place) =>
      `They are on for everybody in ${place}, whatever their scope and rules.`,
    done: 'enabled',
  },
  disable: {
    label: 'Disable',
    icon: 'i-lucide-circle',
    color: 'neutral',
    permission: 'feature_flag:manage',
    consequence: (place) => `Nobody in ${place} gets them. Their scope and rules are kept.`,
    done: 'disabled',
  },
  kill: {
    label: 'Kill',
    icon: 'i-lucide-octagon-x',
    color: 'error',
    permission: 'feature_flag:operate',
    consequence: (place) =>
      `At once, nobody in ${place} gets them, overrides or not, until each is unkilled.`,
    done: 'killed',
  },
  archive: {
    label: 'Archive',
    icon: 'i-lucide-archive',
    color: 'warning',
    permission: 'feature_flag:manage',
    consequence: () =>
      'They leave the list and are served nowhere any more. Their history stays, and they can be restored.',
    done: 'archived',
  },
};

export const BULK_NAMES = Object.keys(BULK) as BulkAction[];

interface VerdictLook {
  readonly title: (count: number) => string;
  readonly icon: string;
  readonly class: string;
}

/** What would happen, in the order in which one has to know it. */
export const VERDICTS: Readonly<Record<BulkVerdict, VerdictLook>> = {
  refused: {
    title: (count) => `${count} cannot be done`,
    icon: 'i-lucide-ban',
    class: 'text-error',
  },
  approval: {
    title: (count) => `${count} ${count === 1 ? 'takes' : 'take'} two approvals`,
    icon: 'i-lucide-user-check',
    class: 'text-info',
  },
  now: {
    title: (count) => `${count} at once`,
    icon: 'i-lucide-circle-check-big',
    class: 'text-success',
  },
  unchanged: {
    title: (count) => `${count} ${count === 1 ? 'is' : 'are'} so already`,
    icon: 'i-lucide-equal',
    class: 'text-muted',
  },
};

export interface VerdictGroup {
  readonly verdict: BulkVerdict;
  readonly items: readonly BulkVerdictResponse[];
}

/** The flags by what would happen to them; where nothing would, no group. */
export function groupsOf(items: readonly BulkVerdictResponse[]): VerdictGroup[] {
  return (Object.keys(VERDICTS) as BulkVerdict[])
    .map((verdict) => ({ verdict, items: items.filter((item) => item.verdict === verdict) }))
    .filter((group) => group.items.length > 0);
}

/** What became of one flag. */
export interface BulkOutcome {
  readonly key: string;
  readonly outcome: 'done' | 'filed' | 'failed';
  /** Why it failed, or the request that was filed. */
  readonly note?: string;
}

export const OUTCOMES: Readonly<
  Record<BulkOutcome['outcome'], { readonly icon: string; readonly class: string }>
> = {
  failed: { icon: 'i-lucide-circle-alert', class: 'text-error' },
  filed: { icon: 'i-lucide-user-check', class: 'text-info' },
  done: { icon: 'i-lucide-circle-check-big', class: 'text-success' },
};

export const flagCount = (count: number) => `${count} ${count === 1 ? 'flag' : 'flags'}`;

/** "Archive 3 flags and file 2 requests"; nothing where there is nothing to do. */
export function confirmWords(action: BulkAction, now: number, requests: number) {
  const acts = now === 0 ? [] : [`${BULK[action].label} ${flagCount(now)}`];
  const files =
    requests === 0 ? [] : [`file ${requests} ${requests === 1 ? 'request' : 'requests'}`];
  const words = [...acts, ...files].join(' and ');
  return words === '' ? undefined : words.charAt(0).toUpperCase() + words.slice(1);
}

/** "2 flags archived, 1 request filed, 1 failed" */
export function outcomeWords(action: BulkAction, outcomes: readonly BulkOutcome[]): string {
  const count = (outcome: BulkOutcome['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length;
  const [done, filed, failed] = [count('done'), count('filed'), count('failed')];
  return [
    ...(done === 0 ? [] : [`${flagCount(done)} ${BULK[action].done}`]),
    ...(filed === 0 ? [] : [`${filed} ${filed === 1 ? 'request' : 'requests'} filed`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
  ].join(', ');
}
