import { aRule } from '../rules/rule';
import { audience } from './audience';

const nobody = { plans: [], tenantSlugs: [], partnerSlugs: [] };
const rollout = { percentage: 12.5, bucketBy: 'tenant' };

it.each([
  [{ state: 'off', scope: nobody, rollout }, 0, 'Nobody gets it.'],
  [{ state: 'on', scope: nobody, rollout }, 0, 'Everybody gets it.'],
  [{ state: 'targeted', scope: nobody, rollout }, 0, 'Nobody gets it: the scope is empty.'],
  [
    { state: 'targeted', scope: { ...nobody, tenantSlugs: ['98chimp', 'loomi'] }, rollout },
    0,
    'On for 98chimp and loomi.',
  ],
  [
    {
      state: 'targeted',
      scope: { ...nobody, plans: ['pro', 'free'], partnerSlugs: ['nordic'] },
      rollout,
    },
    0,
    'On for tenants on plan pro or free and brought by nordic.',
  ],
  [
    { state: 'targeted', scope: { ...nobody, plans: ['pro'] }, rollout },
    2,
    'On for those whom one of its two rules names, among tenants on plan pro.',
  ],
  [
    { state: 'targeted', scope: nobody, rollout },
    13,
    'On for those whom one of its 13 rules names.',
  ],
  [{ state: 'rollout', scope: nobody, rollout }, 0, 'On for 12.5 % of tenants.'],
  [
    { state: 'rollout', scope: nobody, rollout: { ...rollout, percentage: 0 } },
    0,
    'Nobody gets it: the rollout is at 0 %.',
  ],
  [
    {
      state: 'rollout',
      scope: { ...nobody, plans: ['pro'] },
      rollout: { ...rollout, bucketBy: 'user' },
    },
    1,
    'On for those whom its rule names, and 12.5 % of users, among tenants on plan pro.',
  ],
] as const)('says who gets it: %j', (targeting, count, sentence) => {
  const rules = Array.from({ length: count }, () => aRule([], 'on'));
  const given = { ...structuredClone(targeting), rules } as unknown;
  expect(audience(given as Parameters<typeof audience>[0])).toBe(sentence);
});
