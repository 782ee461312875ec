import type { Operator } from '@halyard/evaluator';
import { OPERATORS } from './operators';

export type ConditionValue = string | number | boolean;

/** A condition while it is edited. */
export interface ConditionDraft {
  attribute: string;
  op: Operator;
  values: ConditionValue[];
  negate?: boolean;
}

export interface RolloutDraft {
  percentage: number;
  bucketBy: string;
}

export interface ShareDraft {
  variant: string;
  weight: number;
}

/** What an enabled unit gets: one variant, or a split of several. */
export interface ServeDraft {
  variant?: string;
  split?: ShareDraft[];
  bucketBy?: string;
}

export interface RuleDraft {
  id: string;
  when: ConditionDraft[];
  segments: string[];
  rollout?: RolloutDraft;
  serve: ServeDraft;
}

export const aCondition = (): ConditionDraft => ({ attribute: 'plan', op: 'in', values: [] });

/** A new rule, for whoever is on a plan yet to be named. */
export function aRule(others: readonly RuleDraft[], variant: string): RuleDraft {
  return { id: freeId('rule-1', others), when: [aCondition()], segments: [], serve: { variant } };
}

/** The same rule under a name of its own. */
export function copyOfRule(rule: RuleDraft, others: readonly RuleDraft[]): RuleDraft {
  const copy = JSON.parse(JSON.stringify(rule)) as RuleDraft;
  return { ...copy, id: freeId(`${rule.id}-copy`, others) };
}

/** The list with one item in another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The condition with another operator: it keeps the values that the operator can use. */
export function compareBy(
  condition: ConditionDraft,
  { op, negate = false }: { op: Operator; negate?: boolean },
): void {
  const before = OPERATORS[condition.op];
  const { kind, takes } = OPERATORS[op];
  condition.op = op;
  if (negate) condition.negate = true;
  else delete condition.negate;
  if (takes === 'none') condition.values = [];
  else if (kind !== before.kind && !bothText(kind, before.kind)) condition.values = [];
  else if (takes !== 'all') condition.values = condition.values.slice(0, takes === 'one' ? 1 : 2);
}

const bothText = (...kinds: readonly string[]) =>
  kinds.every((kind) => ['scalar', 'text', 'pattern'].includes(kind));

/** `rule-1`, or the first number after it that is nobody's. */
function freeId(wanted: string, others: readonly RuleDraft[]): string {
  const taken = new Set(others.map(({ id }) => id));
  const [, stem = wanted, number = '1'] = /^(.*?)-(\d+)$/.exec(wanted) ?? [];
  if (!taken.has(wanted)) return wanted;
  for (let next = Number(number) + 1; ; next++) {
    if (!taken.has(`${stem}-${next}`)) return `${stem}-${next}`;
  }
}
