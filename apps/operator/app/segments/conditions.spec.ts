import type { ConditionDto } from '@halyard/contracts';
import {
  conditionsDraft,
  conditionsWords,
  isOtherThan,
  otherAttributes,
  valueGiven,
} from './conditions';

const condition = (
  attribute: string,
  op: ConditionDto['op'],
  ...values: ConditionDto['values']
): ConditionDto => ({ attribute, op, values });

it('joins conditions by how they have to hold', () => {
  const when = [condition('plan', 'equals', 'pro'), condition('seats', 'gt', 10)];
  expect(conditionsWords({ match: 'all', when })).toBe('plan is pro and seats is more than 10');
  expect(conditionsWords({ match: 'any', when })).toBe('plan is pro or seats is more than 10');
});

it('is edited as a copy', () => {
  const values = [5, '5', true];
  const when = [{ ...condition('seats', 'in'), values, negate: false }];
  const draft = conditionsDraft({ match: 'all', when });
  expect(draft.when).toEqual([condition('seats', 'in', 5, '5', true)]);
  draft.when[0]?.values.push('6');
  expect(values).toEqual([5, '5', true]);
});

it('is another one only where it says something else', () => {
  const segment = { match: 'all', when: [condition('seats', 'in', 5)] } as const;
  const isOther = (...when: ConditionDto[]) => isOtherThan({ match: 'all', when }, segment);
  expect(isOther({ ...condition(' seats ', 'in', 5), negate: false })).toBe(false);
  expect(isOther(condition('seats', 'in', '5'))).toBe(true);
  expect(isOther({ ...condition('seats', 'in', 5), negate: true })).toBe(true);
  expect(isOtherThan({ ...conditionsDraft(segment), match: 'any' }, segment)).toBe(true);
});

it('knows which attributes only the application can say', () => {
  const when = [
    condition('plan', 'equals', 'pro'),
    condition('country', 'equals', 'DK'),
    condition('country', 'equals', 'NO'),
  ];
  expect(otherAttributes(when)).toEqual(['country']);
});

it.each<[typed: string, ...compared: ConditionDto['values']]>([
  ['DK', 'NO'],
  ['2100', '2200'],
  ['5', 'many', '5', 6],
])('takes %j for text where it is compared with %j', (typed, ...compared) => {
  expect(valueGiven('it', ` ${typed} `, [condition('it', 'in', ...compared)])).toBe(typed);
});

it('takes what is given for a number or a yes where it is compared with one', () => {
  const when = [
    condition('app', 'in', '7'),
    condition('seats', 'gt', 5),
    condition('beta', 'in', true),
  ];
  expect(valueGiven('app', '8', when)).toBe('8');
  expect(valueGiven('seats', '8', when)).toBe(8);
  expect(valueGiven('beta', 'false', when)).toBe(false);
});
