import type { ConditionDto, SegmentResponse } from '@halyard/contracts';
import type { Operator } from '@halyard/evaluator';

/** A condition while somebody edits it: its values as they are typed. */
export interface ConditionDraft {
  readonly attribute: string;
  readonly op: Operator;
  readonly negate: boolean;
  readonly values: readonly string[];
}

type Value = ConditionDto['values'][number];

interface Comparison {
  readonly is: string;
  readonly isNot: string;
  /** What its values have to be, where they are not text. */
  readonly of?: 'anything' | 'numbers' | 'nothing';
}

/** The engine's operators as people say them. */
export const COMPARISONS = {
  in: { is: 'is one of', isNot: 'is none of', of: 'anything' },
  equals: { is: 'is', isNot: 'is not', of: 'anything' },
  exists: { is: 'is known', isNot: 'is not known', of: 'nothing' },
  contains: { is: 'contains', isNot: 'does not contain' },
  starts_with: { is: 'starts with', isNot: 'does not start with' },
  ends_with: { is: 'ends with', isNot: 'does not end with' },
  matches: { is: 'matches', isNot: 'does not match' },
  gt: { is: 'is more than', isNot: 'is not more than', of: 'numbers' },
  gte: { is: 'is at least', isNot: 'is not at least', of: 'numbers' },
  lt: { is: 'is less than', isNot: 'is not less than', of: 'numbers' },
  lte: { is: 'is at most', isNot: 'is not at most', of: 'numbers' },
  between: { is: 'is between', isNot: 'is not between', of: 'numbers' },
  before: { is: 'is before', isNot: 'is not before' },
  after: { is: 'is after', isNot: 'is not after' },
  semver_equals: { is: 'is version', isNot: 'is not version' },
  semver_gt: { is: 'is after version', isNot: 'is not after version' },
  semver_gte: { is: 'is at least version', isNot: 'is not at least version' },
  semver_lt: { is: 'is before version', isNot: 'is not before version' },
  semver_lte: { is: 'is at most version', isNot: 'is not at most version' },
  in_cidr: { is: 'is in network', isNot: 'is not in network' },
} as const satisfies Record<Operator, Comparison>;

const comparisonOf = (op: Operator): Comparison => COMPARISONS[op];
export const takesNothing = (op: Operator) => comparisonOf(op).of === 'nothing';

/** Every operator and its opposite, to choose from: `in`, `!in`. */
export const COMPARISON_ITEMS = (Object.keys(COMPARISONS) as Operator[]).flatMap((op) => [
  { value: op as string, label: COMPARISONS[op].is },
  { value: `!${op}`, label: COMPARISONS[op].isNot },
]);
export const comparisonName = ({ op, negate }: Pick<ConditionDraft, 'op' | 'negate'>) =>
  `${negate ? '!' : ''}${op}`;
export const comparisonNamed = (name: string) => ({
  op: name.replace('!', '') as Operator,
  negate: name.startsWith('!'),
});

/** The attributes that every context has, as people call them. */
export const OWN_ATTRIBUTES: Readonly<Record<string, string>> = {
  targetingKey: 'user',
  tenant: 'tenant',
  plan: 'plan',
  partner: 'partner',
  now: 'time',
};

/** "plan is one of pro or enterprise" */
export function conditionWords({ attribute, op, negate, values }: ConditionDto, most = 4): string {
  const { is, isNot } = comparisonOf(op);
  const subject = `${OWN_ATTRIBUTES[attribute] ?? (attribute || '…')} ${negate ? isNot : is}`;
  if (takesNothing(op)) return subject;
  const shown = values.slice(0, most).map(String);
  if (values.length > most) shown.push(`${values.length - most} more`);
  const last = shown.pop() ?? '…';
  const word = op === 'between' ? 'and' : 'or';
  return `${subject} ${shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`}`;
}

/** Whoever the conditions find: "plan is pro and country is DK". */
export function conditionsWords({ match, when }: Pick<SegmentResponse, 'match' | 'when'>): string {
  return when.map((one) => conditionWords(one)).join(match === 'all' ? ' and ' : ' or ');
}

/** Text that reads like a number or a yes is one for an operator that takes any; quotes keep it text. */
export function draftOf({ attribute, op, negate = false, values }: ConditionDto): ConditionDraft {
  return { attribute, op, negate, values: values.map((value) => textOf(op, value)) };
}

export function conditionOf({ attribute, op, negate, values }: ConditionDraft): ConditionDto {
  return {
    attribute: attribute.trim(),
    op,
    values: takesNothing(op) ? [] : values.map((text) => valueOf(op, text)),
    negate,
  };
}

export const aCondition = (): ConditionDraft => ({
  attribute: '',
  op: 'in',
  negate: false,
  values: [],
});

/** What the conditions look at that no tenant and no targeting key says: who asks has to give it. */
export const otherAttributes = (when: readonly ConditionDto[]): string[] => [
  ...new Set(when.map(({ attribute }) => attribute).filter((name) => !(name in OWN_ATTRIBUTES))),
];

function textOf(op: Operator, value: Value): string {
  const isAmbiguous = typeof value === 'string' && typeof valueOf(op, value) !== 'string';
  return isAmbiguous ? `"${value}"` : String(value);
}

/** A number or a yes where the operator takes one, text otherwise: `5`, `true`, `"5"`. */
export function valueOf(op: Operator, typed: string): Value {
  const text = typed.trim();
  const { of } = comparisonOf(op);
  if (of === undefined) return text;
  if (text !== '' && Number.isFinite(Number(text))) return Number(text);
  if (of === 'anything' && ['true', 'false'].includes(text)) return text === 'true';
  return of === 'anything' ? text.replace(/^"(.*)"$/, '$1') : text;
}
