import type { RuleDraft } from './rule';
import { conditionSentence, ruleSentence } from './words';

const rule = (given: Partial<RuleDraft> = {}): RuleDraft => ({
  id: 'rule-1',
  when: [],
  segments: [],
  serve: { variant: 'on' },
  ...given,
});

it('says a rule as a sentence', () => {
  const when: RuleDraft['when'] = [
    { attribute: 'plan', op: 'in', values: ['pro', 'enterprise'] },
    { attribute: 'targetingKey', op: 'ends_with', values: ['@nordic.no'] },
  ];
  const rollout = { percentage: 25, bucketBy: 'tenant' };
  expect(ruleSentence(rule({ when, rollout }))).toBe(
    'If plan is one of pro or enterprise and user ends with @nordic.no → serve on, to 25 % of tenants',
  );
});

it.each<[Partial<RuleDraft>, string]>([
  [{}, 'Everybody in scope → serve on'],
  [{ segments: ['beta'] }, 'If is in segment beta → serve on'],
  [{ segments: ['beta', 'nordic'] }, 'If is in segments beta and nordic → serve on'],
  [
    { when: [{ attribute: 'region', op: 'exists', values: [], negate: true }] },
    'If region is not known → serve on',
  ],
  [
    { when: [{ attribute: 'seats', op: 'between', values: [5, 50] }] },
    'If seats is between 5 and 50 → serve on',
  ],
  [
    { when: [{ attribute: 'plan', op: 'in', values: ['a', 'b', 'c', 'd', 'e'], negate: true }] },
    'If plan is none of a, b, c or 2 more → serve on',
  ],
  [{ when: [{ attribute: '', op: 'in', values: [] }] }, 'If … is one of … → serve on'],
  [
    {
      serve: {
        split: [
          { variant: 'grid', weight: 33.3 },
          { variant: 'list', weight: 66.7 },
        ],
        bucketBy: 'user',
      },
    },
    'Everybody in scope → serve grid 33.3 %, list 66.7 % by user',
  ],
])('says %j', (given, sentence) => {
  expect(ruleSentence(rule(given))).toBe(sentence);
});

it('names all of a long list where it is asked to', () => {
  const when: RuleDraft['when'] = [{ attribute: 'plan', op: 'in', values: ['a', 'b', 'c', 'd'] }];
  expect(ruleSentence(rule({ when }), 10)).toContain('a, b, c or d');
});

it('says a condition by itself', () => {
  const condition = { attribute: 'targetingKey', op: 'ends_with', values: ['@nordic.no'] } as const;
  expect(conditionSentence(condition)).toBe('user ends with @nordic.no');
  expect(conditionSentence({ ...condition, negate: true })).toBe(
    'user does not end with @nordic.no',
  );
});
