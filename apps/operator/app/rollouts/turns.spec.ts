import type { RolloutTenantResponse, Standing } from '@halyard/contracts';
import { inAt, ofStanding, summaryOf } from './turns';

const STANDINGS = { in: 0, waiting: 0, share: 0, always: 0, never: 0 };

function rollout(...tenants: [slug: string, standing: Standing, bucket?: number][]) {
  const items = tenants.map(([slug, standing, bucket = null]): RolloutTenantResponse => ({
    slug,
    name: slug,
    plan: 'pro',
    standing,
    bucket,
  }));
  const standings: Record<Standing, number> = { ...STANDINGS };
  for (const { standing } of items) standings[standing] += 1;
  return { items, standings, tenants: items.length, percentage: 25 };
}

const byTenant = rollout(
  ['acme', 'in', 3],
  ['loomi', 'waiting', 25],
  ['98chimp', 'waiting', 80.5],
  ['dk_derby', 'always'],
  ['pty-zeroth', 'never'],
);

it('counts who would be in at a percentage: those under it, and those who get it anyway', () => {
  expect([0, 5, 25, 50, 100].map((percentage) => inAt(byTenant, percentage))).toEqual([
    1, 2, 2, 3, 4,
  ]);
});

it('counts nobody where users are counted, or not all tenants are known', () => {
  expect(inAt(rollout(['acme', 'share']), 50)).toBeUndefined();
  expect(inAt({ ...byTenant, tenants: 2_000 }, 50)).toBeUndefined();
});

it('sums up who is in and who comes next', () => {
  expect(summaryOf(byTenant)).toBe(
    '1 tenant is in, 2 to come, 1 gets it anyway, 1 does not, whatever the percentage.',
  );
  expect(summaryOf(rollout(['acme', 'share'], ['loomi', 'share']))).toBe(
    'About 25 % of the users of 2 tenants get it.',
  );
  expect(summaryOf(rollout())).toBe('There are no tenants.');
});

it('keeps the order in which they come in', () => {
  expect(ofStanding(byTenant, 'waiting').map(({ slug }) => slug)).toEqual(['loomi', '98chimp']);
});
