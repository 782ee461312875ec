import type { Change, FlagResponse } from '@halyard/contracts';
import type { Wording } from '../flags/differences';
import { differencesBetween, inWords } from '../flags/differences';
import type { OverrideLike } from '../overrides/words';
import { overridesInWords } from '../overrides/words';

/** What a change is about, by its kind; a new kind goes by its own name. */
const TITLES: Readonly<Record<string, (about: string) => string>> = {
  'flag.create': (about) => `Create ${about}`,
  'flag.update': (about) => `Edit the details of ${about}`,
  'flag.configure': (about) => `Change the targeting of ${about}`,
  'flag.enable': (about) => `Turn ${about} on`,
  'flag.disable': (about) => `Turn ${about} off`,
  'flag.kill': (about) => `Kill ${about}`,
  'flag.unkill': (about) => `Unkill ${about}`,
  'flag.rollback': (about) => `Roll back ${about}`,
  'flag.archive': (about) => `Archive ${about}`,
  'flag.restore': (about) => `Restore ${about}`,
  'flag.revert': (about) => `Go back to an earlier ${about}`,
  'flag.purge': (about) => `Purge ${about}`,
  'override.set': (about) => `Override ${about}`,
  'override.remove': (about) => `End the override of ${about}`,
  'segment.create': (about) => `Create the segment ${about}`,
  'segment.update': (about) => `Edit the segment ${about}`,
  'segment.remove': (about) => `Remove the segment ${about}`,
  'segment.members': (about) => `Change who is in the segment ${about}`,
  'segment.upload': (about) => `Replace who is in the segment ${about}`,
  'tenant.update': (about) => `Edit the tenant ${about}`,
  'kill.release': (about) => `Release the kill switch of ${about}`,
};

/** "Change the targeting of new_billing_v2", "Override new_nav for loomi" */
export function changeTitle(change: Change): string {
  const fields: Fields = { ...change };
  const about = fields['flag'] ?? fields['key'] ?? fields['category'] ?? fields['slug'] ?? 'it';
  const title = TITLES[change.action]?.(String(about)) ?? `${change.action} ${about}`;
  return fields['tenant'] === undefined ? title : `${title} for ${fields['tenant']}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a change would change, in words, as far as one knows what it changes. */
export function changeInWords(
  change: Change,
  flag?: FlagResponse,
  override?: OverrideLike,
): Wording[] {
  const before = override === undefined ? [] : [override];
  switch (change.action) {
    case 'flag.configure':
      return inWords(configured(change, flag?.environments[change.environment]));
    case 'flag.enable':
    case 'flag.disable':
    case 'flag.rollback':
      return [{ label: 'State', after: change.action === 'flag.enable' ? 'on' : 'off' }];
    case 'flag.kill':
      return [{ label: 'Kill switch', before: 'released', after: 'engaged' }];
    case 'flag.unkill':
      return [{ label: 'Kill switch', before: 'engaged', after: 'released' }];
    case 'flag.archive':
      return [{ label: 'Archived', before: 'no', after: 'yes' }];
    case 'flag.restore':
      return [{ label: 'Archived', before: 'yes', after: 'no' }];
    case 'override.set':
      return overridesInWords(before, [change]);
    case 'override.remove':
      return overridesInWords(before, []);
    default:
      return inWords(differencesBetween(known(change, flag), contentOf(change)));
  }
}

function configured(change: Change, config: object | undefined) {
  const content = contentOf(change);
  const before = known(change, config);
  const after = Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, merged(before[name], value)]),
  );
  return differencesBetween(before, after);
}

/** A scope and a rollout are merged into what there is; the rest takes its place. */
function merged(before: unknown, after: unknown): unknown {
  const isMerged = isPlain(before) && isPlain(after) && !('variant' in after || 'split' in after);
  return isMerged ? { ...before, ...after } : after;
}

/** What there is of what the change is about. */
function known(change: Change, there: object = {}): Fields {
  const content = contentOf(change);
  return Object.fromEntries(Object.entries(there).filter(([name]) => name in content));
}

const ADDRESS = ['action', 'key', 'environment', 'reason', 'rationale', 'version', 'approvalRef'];

function contentOf(change: Change): Fields {
  return Object.fromEntries(Object.entries(change).filter(([name]) => !ADDRESS.includes(name)));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
