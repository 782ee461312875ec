import { percent } from '../flags/states';
import { comparisonWords, OPERATORS } from './operators';
import type { ConditionDraft, ConditionValue, RuleDraft, ServeDraft } from './rule';

/** A piece of a sentence; what somebody chose stands out. */
export interface Part {
  readonly text: string;
  readonly chosen?: true;
}

/** The context's own attributes, as people call them. */
export const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  targetingKey: 'user',
  tenant: 'tenant',
  plan: 'plan',
  partner: 'partner',
  now: 'time',
};

export const attributeWord = (attribute: string) =>
  ATTRIBUTE_NAMES[attribute] ?? (attribute || '…');

/** A rule as the API takes it: what is empty may be left out. */
type RuleLike = Pick<RuleDraft, 'serve' | 'rollout'> & Partial<RuleDraft>;

/**
 * "If plan is one of pro or enterprise and user ends with @nordic.no → serve on, to 25 % of tenants"; of a long
 * list it names the first few.
 */
export function ruleParts(
  { when = [], segments = [], serve, rollout }: RuleLike,
  most = 3,
): Part[] {
  const conditions = conditionsParts({ when, segments }, most);
  const who =
    conditions.length === 0 ? [{ text: 'Everybody in scope' }] : [{ text: 'If ' }, ...conditions];
  return [
    ...who,
    { text: ' → serve ' },
    ...serveParts(serve),
    ...(rollout === undefined
      ? []
      : [
          { text: ', to ' },
          chosen(percent(rollout.percentage)),
          { text: ` of ${unitsOf(rollout.bucketBy)}` },
        ]),
  ];
}

/** What has to hold: "plan is one of pro or enterprise and is in segment beta"; nothing where nothing has to. */
export const conditionsSentence = (rule: Conditions, most = 3) =>
  sentenceOf(conditionsParts(rule, most));

/** "plan is one of pro or enterprise" */
export const conditionSentence = (condition: ConditionLike, most = 3) =>
  sentenceOf(conditionParts(condition, most));

export const ruleSentence = (rule: RuleLike, most?: number) => sentenceOf(ruleParts(rule, most));

/** Also as the API has them. */
interface Conditions {
  readonly when: readonly ConditionLike[];
  readonly segments: readonly string[];
}
type ConditionLike = Readonly<Omit<ConditionDraft, 'values'>> & {
  readonly values: readonly ConditionValue[];
};

function conditionsParts({ when, segments }: Conditions, most: number): Part[] {
  const conditions = [
    ...when.map((condition) => conditionParts(condition, most)),
    ...(segments.length === 0 ? [] : [segmentParts(segments, most)]),
  ];
  return joined(conditions, ' and ');
}

function conditionParts(condition: ConditionLike, most: number): Part[] {
  const { attribute, op, values } = condition;
  const subject = { text: `${attributeWord(attribute)} ${comparisonWords(condition)}` };
  if (OPERATORS[op].takes === 'none') return [subject];
  const word = op === 'between' ? ' and ' : ' or ';
  return [subject, { text: ' ' }, ...list(values.map(valueWord), word, most)];
}

function segmentParts(segments: readonly string[], most: number): Part[] {
  const what = segments.length === 1 ? 'is in segment ' : 'is in segments ';
  return [{ text: what }, ...list(segments, ' and ', most)];
}

function serveParts({ variant, split = [], bucketBy }: ServeDraft): Part[] {
  if (variant !== undefined) return [chosen(variant)];
  const shares = split.map(({ variant: name, weight }) => chosen(`${name} ${percent(weight)}`));
  return [
    ...joined(
      shares.map((share) => [share]),
      ', ',
    ),
    { text: ` by ${bucketBy ?? 'tenant'}` },
  ];
}

/** "tenants", "users", "units by region" */
export function unitsOf(bucketBy: string): string {
  if (bucketBy === 'tenant') return 'tenants';
  return bucketBy === 'user' ? 'users' : `units by ${bucketBy || '…'}`;
}

/** The first few; the rest is a number. */
function list(names: readonly string[], word: string, most: number): Part[] {
  if (names.length === 0) return [chosen('…')];
  const shown = names.slice(0, most).map(chosen);
  if (names.length > most) shown.push(chosen(`${names.length - most} more`));
  const last = shown.pop();
  const head = joined(
    shown.map((part) => [part]),
    ', ',
  );
  return [...head, ...(head.length === 0 ? [] : [{ text: word }]), ...(last ? [last] : [])];
}

function joined(groups: readonly (readonly Part[])[], separator: string): Part[] {
  return groups.flatMap((parts, index) => (index === 0 ? parts : [{ text: separator }, ...parts]));
}

const sentenceOf = (parts: readonly Part[]) => parts.map(({ text }) => text).join('');
const chosen = (text: string): Part => ({ text, chosen: true });
const valueWord = (value: ConditionValue) => (value === '' ? '“”' : String(value));
