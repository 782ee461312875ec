import type { ConditionDto } from '@halyard/contracts';
import {
  conditionOf,
  conditionsWords,
  conditionWords,
  draftOf,
  otherAttributes,
} from './conditions';

const condition = (
  attribute: string,
  op: ConditionDto['op'],
  values: ConditionDto['values'],
  negate = false,
): ConditionDto => ({ attribute, op, values, negate });

it('says a condition as a sentence', () => {
  expect(conditionWords(condition('plan', 'in', ['pro', 'enterprise']))).toBe(
    'plan is one of pro or enterprise',
  );
  expect(conditionWords(condition('targetingKey', 'ends_with', ['@nordic.no'], true))).toBe(
    'user does not end with @nordic.no',
  );
  expect(conditionWords(condition('seats', 'between', [5, 50]))).toBe('seats is between 5 and 50');
  expect(conditionWords(condition('email', 'exists', []))).toBe('email is known');
});

it('names the first few of a long list', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(conditionWords(condition('country', 'in', many))).toBe(
    'country is one of a, b, c, d or 2 more',
  );
});

it('joins conditions by how they have to hold', () => {
  const when = [condition('plan', 'equals', ['pro']), condition('seats', 'gt', [10])];
  expect(conditionsWords({ match: 'all', when })).toBe('plan is pro and seats is more than 10');
  expect(conditionsWords({ match: 'any', when })).toBe('plan is pro or seats is more than 10');
});

it('keeps the type of every value through an edit', () => {
  const values = [5, '5', true, 'true', 'pro', '"quoted"'];
  const before = condition('anything', 'in', values);
  expect(draftOf(before).values).toEqual(['5', '"5"', 'true', '"true"', 'pro', '"quoted"']);
  expect(conditionOf(draftOf(condition('a', 'in', values.slice(0, 5)))).values).toEqual(
    values.slice(0, 5),
  );
});

it('reads what is typed as its operator takes it', () => {
  const typed = (op: ConditionDto['op'], ...values: string[]) =>
    conditionOf({ attribute: ' seats ', op, negate: false, values }).values;
  expect(typed('gt', ' 12.5 ')).toEqual([12.5]);
  expect(typed('gt', 'twelve')).toEqual(['twelve']);
  expect(typed('starts_with', '12')).toEqual(['12']);
  expect(typed('exists', 'left over')).toEqual([]);
});

it('knows which attributes only the application can say', () => {
  const when = [
    condition('plan', 'equals', ['pro']),
    condition('country', 'equals', ['DK']),
    condition('country', 'equals', ['NO']),
  ];
  expect(otherAttributes(when)).toEqual(['country']);
});
