import type {
  ChangePreviewResponse,
  Impact,
  OutcomeResponse,
  TenantImpactResponse,
} from '@halyard/contracts';
import { becauseOf } from '../evaluation/lanes';
import type { Outcome } from '../evaluation/lanes';
import { percent } from '../flags/states';

interface ImpactLook {
  /** After a number of tenants: "4 gain it". */
  readonly label: string;
  /** Above their names. */
  readonly heading: string;
  readonly icon: string;
  readonly color: string;
}

/** In the order of what one asks first; told apart by word and shape, not by colour alone. */
export const IMPACT_LOOKS: Readonly<Record<Impact, ImpactLook>> = {
  gains: {
    label: 'gain it',
    heading: 'Gain it',
    icon: 'i-lucide-circle-plus',
    color: 'text-success',
  },
  loses: {
    label: 'lose it',
    heading: 'Lose it',
    icon: 'i-lucide-circle-minus',
    color: 'text-error',
  },
  changes: {
    label: 'get another',
    heading: 'Get another',
    icon: 'i-lucide-circle-dot',
    color: 'text-info',
  },
};

export interface ImpactGroup extends ImpactLook {
  readonly impact: Impact;
  readonly tenants: number;
  readonly found: readonly TenantImpactResponse[];
}

/** Who gains, who loses and who gets another: always all three, so that none of them is a surprise. */
export function impactGroups(impact: readonly TenantImpactResponse[]): ImpactGroup[] {
  return (Object.keys(IMPACT_LOOKS) as Impact[]).map((kind) => {
    const found = impact.filter((one) => one.impact === kind);
    const tenants = new Set(found.map(({ tenant }) => tenant)).size;
    return { ...IMPACT_LOOKS[kind], impact: kind, tenants, found };
  });
}

/** Those whose name, slug or flag has the text in it. */
export function found(impact: readonly TenantImpactResponse[], text: string) {
  const sought = text.trim().toLowerCase();
  return impact.filter(({ name, tenant, flag }) =>
    [name, tenant, flag].some((word) => word.toLowerCase().includes(sought)),
  );
}

/** Tenants to whom the same happens, for the same reason. */
export interface ImpactKind {
  readonly flag: string;
  readonly environment: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly found: readonly TenantImpactResponse[];
}

/** Told once for all to whom it happens, those first who are most. */
export function impactKinds(impact: readonly TenantImpactResponse[]): ImpactKind[] {
  const kinds = Map.groupBy(impact, ({ flag, environment, before, after }) =>
    JSON.stringify([flag, environment, outcomeWords(before), outcomeWords(after), whyWords(after)]),
  );
  return [...kinds.values()]
    .flatMap((found): ImpactKind[] => {
      const [first] = found;
      if (first === undefined) return [];
      const { flag, environment, before, after } = first;
      const [was, is, why] = [outcomeWords(before), outcomeWords(after), whyWords(after)];
      return [{ flag, environment, before: was, after: is, why, found }];
    })
    .sort((one, other) => other.found.length - one.found.length);
}

/** What a tenant gets: "on", or "some users" where it depends on who asks. */
export function outcomeWords({ variant, usersPct }: OutcomeResponse): string {
  if (usersPct === null) return variant ?? 'nothing';
  if (usersPct === 0) return 'no user';
  return usersPct === 100 ? 'all users' : 'some users';
}

/** What share of a tenant's users have it before and after, where that is what differs. */
export function shareWords({ before, after }: TenantImpactResponse): string | undefined {
  if (before.usersPct === null && after.usersPct === null) return undefined;
  const word = ({ usersPct }: OutcomeResponse) =>
    usersPct === null ? undefined : percent(usersPct);
  return [word(before), word(after)].filter((share) => share !== undefined).join(' → ');
}

/** Why a tenant gets what it would get, as the end of a sentence. */
export function whyWords({ source, reason, ruleId }: OutcomeResponse): string {
  if (reason === null) return '';
  return becauseOf({ source, reason, ruleId: ruleId ?? undefined } as Outcome);
}

/** Several previews of one review as one. */
export function together(previews: readonly ChangePreviewResponse[]) {
  const withheld = new Set(previews.flatMap((preview) => preview.withheld));
  return {
    tenants: Math.max(0, ...previews.map(({ tenants }) => tenants)),
    impact: previews.flatMap(({ impact }) => impact),
    impacted: previews.reduce((sum, { impacted }) => sum + impacted, 0),
    users: previews.flatMap(({ users }) => users),
    withheld: [...withheld].sort(),
  };
}
