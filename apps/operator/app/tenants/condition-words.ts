import type { TenantFlagResponse } from '@halyard/contracts';

type Condition = NonNullable<TenantFlagResponse['rule']>['when'][number];

/** What a condition says, and what it says where it is negated. */
const VERBS: Readonly<Record<Condition['op'], readonly [is: string, isNot: string]>> = {
  equals: ['is', 'is not'],
  in: ['is', 'is not'],
  contains: ['contains', 'does not contain'],
  starts_with: ['starts with', 'does not start with'],
  ends_with: ['ends with', 'does not end with'],
  matches: ['matches', 'does not match'],
  gt: ['is over', 'is not over'],
  gte: ['is at least', 'is under'],
  lt: ['is under', 'is not under'],
  lte: ['is at most', 'is over'],
  between: ['is between', 'is not between'],
  before: ['is before', 'is not before'],
  after: ['is after', 'is not after'],
  semver_equals: ['is', 'is not'],
  semver_gt: ['is over', 'is not over'],
  semver_gte: ['is at least', 'is under'],
  semver_lt: ['is under', 'is not under'],
  semver_lte: ['is at most', 'is over'],
  in_cidr: ['is in', 'is not in'],
  exists: ['is known', 'is not known'],
};

/** "plan is pro or free", "email does not end with @acme.com" */
export function conditionWords({ attribute, op, values, negate = false }: Condition): string {
  const verb = VERBS[op][negate ? 1 : 0];
  const joint = op === 'between' ? ' and ' : ' or ';
  return [attribute, verb, values.map(String).join(joint)].filter(Boolean).join(' ');
}
