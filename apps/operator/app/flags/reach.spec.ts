import { aRule } from '../rules/rule';
import type { FlagDraft } from './draft';
import { reachWords } from './reach';

const rollout = (percentage: number, bucketBy = 'tenant') => ({
  state: 'rollout' as const,
  rules: [] as FlagDraft['rules'],
  rollout: { percentage, bucketBy },
});
const reached = (...tenants: string[]) => ({ after: tenants.length, partly: 0, tenants });

it('names the tenants that have it', () => {
  expect(reachWords(reached('98chimp', 'loomi'), 5, rollout(40))).toBe(
    'That is 2 of 5 tenants today: 98chimp and loomi.',
  );
  expect(reachWords(reached('a', 'b'), 2, rollout(100))).toBe('That is all 2 tenants today.');
  expect(reachWords(reached(), 5, rollout(1))).toBe('That is none of today’s 5 tenants.');
  expect(reachWords(reached(), 0, rollout(1))).toBe('There are no tenants yet.');
});

it('names the first few of many', () => {
  const tenants = Array.from({ length: 20 }, (_, at) => `t${at}`);
  expect(reachWords({ after: 300, partly: 0, tenants }, 1000, rollout(30))).toBe(
    'That is 300 of 1000 tenants today: t0, t1, t2, t3, t4, t5 and 294 more.',
  );
});

it('says a share of the users where that is what the rollout is of', () => {
  const some = { after: 2, partly: 2, tenants: ['acme', 'loomi'] };
  expect(reachWords(some, 5, rollout(25, 'user'))).toBe(
    'That is about 25 % of the users of 2 of 5 tenants: acme and loomi.',
  );
  expect(reachWords({ ...some, after: 5, partly: 5 }, 5, rollout(25, 'user'))).toBe(
    'That is about 25 % of the users of all 5 tenants.',
  );
  expect(reachWords(reached(), 5, rollout(0.1, 'user'))).toBe(
    'That is about 0.1 % of the users of those in scope.',
  );
});

it('says for how many it is a matter of the user', () => {
  const rules = [aRule([], 'on')];
  const some = { after: 2, partly: 1, tenants: ['acme', 'loomi'] };
  expect(reachWords(some, 5, { ...rollout(25, 'user'), rules })).toBe(
    'That is 2 of 5 tenants today, 1 of them for some of their users: acme and loomi.',
  );
});

it('says that it counts tenants only, where rules look at users too', () => {
  const rules = [{ ...aRule([], 'on'), segments: ['beta'] }];
  expect(reachWords(reached(), 5, { ...rollout(10), rules })).toBe(
    'That is none of today’s 5 tenants, as far as the tenant decides.',
  );
});
