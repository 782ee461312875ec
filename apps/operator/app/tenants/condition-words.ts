import type { RuleDto } from '@halyard/contracts';

type Condition = NonNullable<RuleDto['when']>[number];

const IS: Readonly<Partial<Record<Condition['op'], string>>> = {
  equals: 'is',
  in: 'is',
  gt: 'is over',
  gte: 'is at least',
  lt: 'is under',
  lte: 'is at most',
  between: 'is between',
  before: 'is before',
  after: 'is after',
  in_cidr: 'is in',
  semver_equals: 'is',
  semver_gt: 'is over',
  semver_gte: 'is at least',
  semver_lt: 'is under',
  semver_lte: 'is at most',
};
const DOES: Readonly<Partial<Record<Condition['op'], string>>> = {
  contains: 'contains',
  starts_with: 'starts with',
  ends_with: 'ends with',
  matches: 'matches',
};

/** "plan is pro or free", "country is not DK", "email does not: ends with …" */
export function conditionWords({ attribute, op, values = [], negate }: Condition): string {
  if (op === 'exists') return `${attribute} is ${negate ? 'not ' : ''}there`;
  const is = IS[op];
  const verb =
    is === undefined
      ? `${negate ? 'has nothing that ' : ''}${DOES[op] ?? op}`
      : is.replace('is', negate ? 'is not' : 'is');
  const joint = op === 'between' ? ' and ' : ' or ';
  return `${attribute} ${verb} ${values.map(String).join(joint)}`;
}
