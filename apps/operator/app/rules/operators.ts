import type { Operator } from '@halyard/evaluator';

/** What a condition's values have to be: the editor asks for each in its own way. */
export type ValueKind =
  'scalar' | 'text' | 'pattern' | 'number' | 'instant' | 'version' | 'network' | 'none';

interface OperatorWords {
  readonly is: string;
  readonly isNot: string;
  readonly kind: ValueKind;
  /** How many values it looks at, as the engine has it. */
  readonly takes: 'none' | 'one' | 'two' | 'all';
}

/** The engine's operators as people say them. */
export const OPERATORS = {
  in: { is: 'is one of', isNot: 'is none of', kind: 'scalar', takes: 'all' },
  equals: { is: 'is', isNot: 'is not', kind: 'scalar', takes: 'all' },
  contains: { is: 'contains', isNot: 'does not contain', kind: 'text', takes: 'all' },
  starts_with: { is: 'starts with', isNot: 'does not start with', kind: 'text', takes: 'all' },
  ends_with: { is: 'ends with', isNot: 'does not end with', kind: 'text', takes: 'all' },
  matches: { is: 'matches', isNot: 'does not match', kind: 'pattern', takes: 'all' },
  exists: { is: 'is known', isNot: 'is not known', kind: 'none', takes: 'none' },
  gt: { is: 'is more than', isNot: 'is not more than', kind: 'number', takes: 'one' },
  gte: { is: 'is at least', isNot: 'is not at least', kind: 'number', takes: 'one' },
  lt: { is: 'is less than', isNot: 'is not less than', kind: 'number', takes: 'one' },
  lte: { is: 'is at most', isNot: 'is not at most', kind: 'number', takes: 'one' },
  between: { is: 'is between', isNot: 'is not between', kind: 'number', takes: 'two' },
  before: { is: 'is before', isNot: 'is not before', kind: 'instant', takes: 'one' },
  after: { is: 'is after', isNot: 'is not after', kind: 'instant', takes: 'one' },
  semver_equals: { is: 'is version', isNot: 'is not version', kind: 'version', takes: 'one' },
  semver_gt: {
    is: 'is after version',
    isNot: 'is not after version',
    kind: 'version',
    takes: 'one',
  },
  semver_gte: {
    is: 'is at least version',
    isNot: 'is not at least version',
    kind: 'version',
    takes: 'one',
  },
  semver_lt: {
    is: 'is before version',
    isNot: 'is not before version',
    kind: 'version',
    takes: 'one',
  },
  semver_lte: {
    is: 'is at most version',
    isNot: 'is not at most version',
    kind: 'version',
    takes: 'one',
  },
  in_cidr: { is: 'is in network', isNot: 'is not in network', kind: 'network', takes: 'all' },
} as const satisfies Record<Operator, OperatorWords>;

/** Of these the opposite is worth offering; of the others it is another operator. */
const NEGATED: readonly Operator[] = [
  'in',
  'equals',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'exists',
  'between',
  'in_cidr',
];

const GROUPS: readonly (readonly [label: string, operators: readonly Operator[]])[] = [
  ['Anything', ['in', 'equals', 'exists']],
  ['Text', ['contains', 'starts_with', 'ends_with', 'matches']],
  ['Number', ['gt', 'gte', 'lt', 'lte', 'between']],
  ['Time', ['before', 'after']],
  ['Version', ['semver_equals', 'semver_gt', 'semver_gte', 'semver_lt', 'semver_lte']],
  ['Network', ['in_cidr']],
];

/** An operator or its opposite, as one choice. */
export interface Comparison {
  readonly op: Operator;
  readonly negate?: boolean;
}

export const comparisonWords = ({ op, negate = false }: Comparison): string =>
  negate ? OPERATORS[op].isNot : OPERATORS[op].is;

/** `in`, `!in`: a comparison as the value of a choice. */
export const comparisonName = ({ op, negate = false }: Comparison) => `${negate ? '!' : ''}${op}`;

export function comparisonNamed(name: string): Comparison {
  const negate = name.startsWith('!');
  const op = (negate ? name.slice(1) : name) as Operator;
  return negate ? { op, negate } : { op };
}

/** The comparisons that make sense for an attribute, in groups; the one that is chosen is always among them. */
export function comparisonsFor(attribute: string, chosen: Comparison) {
  const groups = GROUPS.filter(([label]) => groupsOf(attribute).includes(label)).map(
    ([label, operators]) => ({
      label,
      comparisons: operators.flatMap((op): Comparison[] =>
        NEGATED.includes(op) ? [{ op }, { op, negate: true }] : [{ op }],
      ),
    }),
  );
  const isThere = groups.some(({ comparisons }) =>
    comparisons.some((one) => comparisonName(one) === comparisonName(chosen)),
  );
  return isThere ? groups : [{ label: 'As it is', comparisons: [chosen] }, ...groups];
}

/** What the context itself holds is text, but for `now`, which is a moment. */
export const isText = (attribute: string) =>
  ['targetingKey', 'tenant', 'plan', 'partner'].includes(attribute);

function groupsOf(attribute: string): readonly string[] {
  if (attribute === 'now') return ['Time'];
  return isText(attribute) ? ['Anything', 'Text'] : GROUPS.map(([label]) => label);
}
