import { conditionWords } from './condition-words';

it.each<[Parameters<typeof conditionWords>[0], string]>([
  [{ attribute: 'plan', op: 'equals', values: ['pro'] }, 'plan is pro'],
  [
    { attribute: 'plan', op: 'in', values: ['pro', 'free'], negate: true },
    'plan is not pro or free',
  ],
  [{ attribute: 'seats', op: 'gte', values: [5] }, 'seats is at least 5'],
  [{ attribute: 'seats', op: 'between', values: [5, 50] }, 'seats is between 5 and 50'],
  [
    { attribute: 'email', op: 'ends_with', values: ['@acme.com'], negate: true },
    'email does not end with @acme.com',
  ],
  [{ attribute: 'region', op: 'exists', values: [] }, 'region is known'],
  [{ attribute: 'region', op: 'exists', values: [], negate: true }, 'region is not known'],
])('says %j', (condition, words) => {
  expect(conditionWords(condition)).toBe(words);
});
