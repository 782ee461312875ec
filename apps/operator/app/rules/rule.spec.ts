import type { ConditionDraft, RuleDraft } from './rule';
import { aCondition, aRule, compareBy, copyOfRule, moved } from './rule';

const named = (...ids: string[]): RuleDraft[] => ids.map((id) => ({ ...aRule([], 'on'), id }));

it('moves a rule to another place, and never out of the list', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

it('names a new rule as no other is named', () => {
  expect(aRule([], 'on').id).toBe('rule-1');
  expect(aRule(named('rule-1', 'rule-3'), 'on').id).toBe('rule-2');
  expect(aRule(named('rule-1', 'rule-2'), 'on').id).toBe('rule-3');
});

it('copies a rule under a name of its own, sharing nothing', () => {
  const [rule] = named('pilots') as [RuleDraft];
  const copy = copyOfRule(rule, [rule]);
  expect(copy).toEqual({ ...rule, id: 'pilots-copy' });
  expect(copyOfRule(rule, [rule, copy]).id).toBe('pilots-copy-2');
  copy.when[0]?.values.push('pro');
  expect(rule.when[0]?.values).toEqual([]);
});

it('keeps the values that another operator can use', () => {
  const condition: ConditionDraft = { ...aCondition(), values: ['pro', 'free'] };
  compareBy(condition, { op: 'starts_with', negate: true });
  expect(condition).toMatchObject({ op: 'starts_with', negate: true, values: ['pro', 'free'] });
  compareBy(condition, { op: 'gt' });
  expect(condition).toEqual({ attribute: 'plan', op: 'gt', values: [] });
  condition.values = [3];
  compareBy(condition, { op: 'between' });
  expect(condition.values).toEqual([3]);
  compareBy(condition, { op: 'exists' });
  expect(condition.values).toEqual([]);
});
