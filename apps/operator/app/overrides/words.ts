import type { DifferenceResponse, OverrideResponse } from '@halyard/contracts';
import type { Wording } from '../flags/differences';
import { inWords } from '../flags/differences';
import { percent } from '../flags/states';
import { utcTime } from '../time/utc-time';

/** What has to be known of an override to say it. */
export type OverrideLike = Pick<OverrideResponse, 'tenant' | 'variant'> &
  Partial<Pick<OverrideResponse, 'user' | 'percentage' | 'expiresAt'>>;

/** "on for 50 % of users, until 2026-12-24 10:00 UTC" */
export function overrideWords({ variant, percentage, expiresAt }: OverrideLike): string {
  const share = percentage == null ? '' : ` for ${percent(percentage)} of its users`;
  return `${variant}${share}${expiresAt == null ? '' : `, until ${utcTime(expiresAt)}`}`;
}

/** "98chimp", "98chimp, user kim" */
export const overrideOwner = ({ tenant, user }: Pick<OverrideLike, 'tenant' | 'user'>) =>
  user == null ? tenant : `${tenant}, user ${user}`;

/** A tenant's overrides of a flag before and after, a line for each that is not as it was. */
export function overridesInWords(
  before: readonly OverrideLike[],
  after: readonly OverrideLike[],
): Wording[] {
  const owners = [...new Set([...before, ...after].map(overrideOwner))];
  return owners.flatMap((owner) => {
    const word = (side: readonly OverrideLike[]) => {
      const found = side.find((override) => overrideOwner(override) === owner);
      return found === undefined ? 'none' : overrideWords(found);
    };
    const [was, is] = [word(before), word(after)];
    return was === is ? [] : [{ label: `Override for ${owner}`, before: was, after: is }];
  });
}

interface Compared {
  readonly before: unknown;
  readonly after: unknown;
  readonly differences: readonly DifferenceResponse[];
}

/** What a change made of what there was, in words; overrides are told a line each. */
export function changedInWords({ before, after, differences }: Compared): Wording[] {
  const [was, is] = [before ?? [], after ?? []];
  if (isOverrides(was) && isOverrides(is)) return overridesInWords(was, is);
  return inWords(differences);
}

function isOverrides(value: unknown): value is OverrideLike[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item) => typeof item === 'object' && item !== null && 'tenant' in item && 'variant' in item,
    )
  );
}
