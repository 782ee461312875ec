import type { FlagRolloutResponse, RunningRolloutPageResponse } from '@halyard/contracts';
import { bucket } from '@halyard/evaluator';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';

const TENANTS = ['98chimp', 'acme', 'dk_derby', 'loomi', 'pty-zeroth'];

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

/** The tenants in the order in which a flag's rollout lets them in. */
const inTurn = (key: string, tenants = TENANTS) =>
  tenants.toSorted((one, other) => bucket(`${one}:${key}`) - bucket(`${other}:${key}`));

describe('the rollouts that run', () => {
  const running = async (query = '') =>
    (await shahin.get<RunningRolloutPageResponse>(`/api/admin/rollouts?${query}`)).body;
  const keysOf = ({ items }: RunningRolloutPageResponse) =>
    items.map(({ flag, environment }) => `${flag} ${environment}`);

  beforeAll(async () => {
    const half = { state: 'rollout', rollout: { percentage: 50, bucketBy: 'tenant' } };
    await shahin.createFlag('first_out', { owner: 'growth', environments: { dev: half } });
    await shahin.createFlag('everyone', { environments: { dev: { state: 'on' } } });
    const rules = [
      { id: 'pilots', serve: { variant: 'on' }, rollout: { percentage: 20 } },
      { id: 'staff', serve: { variant: 'on' } },
    ];
    const byRule = { state: 'targeted', rules };
    await shahin.createFlag('by_rule', { environments: { staging: byRule } });
    await shahin.configure('first_out', 'staging', {
      state: 'rollout',
      rollout: { percentage: 5 },
    });
  });

  it('are those of flags and of rules, in every environment, the one moved last first', async () => {
    const page = await running();
    expect(keysOf(page)).toEqual(['first_out staging', 'by_rule staging', 'first_out dev']);
    expect(page.items[1]).toMatchObject({
      shares: [{ rule: 'pilots', percentage: 20, bucketBy: 'tenant' }],
    });
    expect(page.items[2]).toMatchObject({
      owner: 'growth',
      shares: [{ rule: null, percentage: 50, bucketBy: 'tenant' }],
      tenants: TENANTS.length,
      updatedBy: 'shahin',
      since: expect.any(String),
    });
  });

  it('say which tenants get the flag now', async () => {
    const { items } = await running('environment=dev');
    const names = TENANTS.filter((slug) => bucket(`${slug}:first_out`) < 50);
    expect(items[0]?.tenantsIn).toEqual({ count: names.length, names });
    for (const slug of TENANTS) {
      expect(await shahin.sees('first_out', slug, 'dev')).toBe(names.includes(slug));
    }
  });

  it('can be those of an environment, or of an owner', async () => {
    expect(keysOf(await running('environment=dev'))).toEqual(['first_out dev']);
    expect(keysOf(await running('owner=growth'))).toEqual(['first_out staging', 'first_out dev']);
    await expectProblem('validation_error', shahin.get('/api/admin/rollouts?environment=qa'));
  });

  it('come in pages', async () => {
    const first = await running('limit=2');
    const rest = await running(`limit=2&cursor=${first.nextCursor}`);
    expect([...keysOf(first), ...keysOf(rest)]).toEqual(keysOf(await running()));
    expect(rest.nextCursor).toBeNull();
  });

  it('say where a kill switch holds one down', async () => {
    const olga = api.as('olga');
    await olga.post('/api/admin/kill-switches/dev/*', { reason: 'a test' });
    const { items } = await running('environment=dev');
    expect(items[0]).toMatchObject({ held: true, tenantsIn: { count: 0 } });
    await olga.call('DELETE', '/api/admin/kill-switches/dev/*', { reason: 'it is over' });
    expect((await running('environment=dev')).items[0]).toMatchObject({ held: false });
  });

  it('end where the flag is killed', async () => {
    await api.as('olga').act('kill', 'first_out', 'dev');
    expect(keysOf(await running('environment=dev'))).toEqual([]);
  });
});

describe('a flag’s rollout', () => {
  const rolloutOf = async (key: string, environment = 'staging') =>
    (
      await shahin.get<FlagRolloutResponse>(
        `/api/admin/flags/${key}/rollout?environment=${environment}`,
      )
    ).body;
  const standingsOf = ({ items }: FlagRolloutResponse) =>
    Object.fromEntries(items.map(({ slug, standing }) => [slug, standing]));

  it('names the tenants in the order in which they come in', async () => {
    const [first = '', second = ''] = inTurn('in_turn');
    const percentage = bucket(`${second}:in_turn`);
    const staging = { state: 'rollout', rollout: { percentage } };
    await shahin.createFlag('in_turn', { environments: { staging } });
    const rollout = await rolloutOf('in_turn');
    expect(rollout).toMatchObject({ state: 'rollout', percentage, bucketBy: 'tenant', tenants: 5 });
    expect(rollout.items.map(({ slug }) => slug)).toEqual(inTurn('in_turn'));
    expect(rollout.items[0]).toMatchObject({
      slug: first,
      standing: 'in',
      bucket: bucket(`${first}:in_turn`),
    });
    expect(rollout.items[1]).toMatchObject({ slug: second, standing: 'waiting' });
    expect(rollout.standings).toMatchObject({ in: 1, waiting: 4, share: 0, always: 0, never: 0 });
  });

  it('says who would come first where it has not begun', async () => {
    await shahin.createFlag('not_yet', { environments: { staging: { state: 'on' } } });
    const rollout = await rolloutOf('not_yet');
    expect(rollout).toMatchObject({ state: 'on', percentage: 0 });
    expect(rollout.items.map(({ slug }) => slug)).toEqual(inTurn('not_yet'));
    expect(new Set(rollout.items.map(({ standing }) => standing))).toEqual(new Set(['waiting']));
  });

  it('says who would be in where a kill switch holds it down', async () => {
    const olga = api.as('olga');
    const dev = { state: 'rollout', rollout: { percentage: 100 } };
    await shahin.createFlag('held_down', { category: 'held', environments: { dev } });
    await olga.post('/api/admin/kill-switches/dev/held', { reason: 'a test' });
    const rollout = await rolloutOf('held_down', 'dev');
    expect(rollout).toMatchObject({ held: true, standings: { in: TENANTS.length } });
    await olga.call('DELETE', '/api/admin/kill-switches/dev/held', { reason: 'it is over' });
    await olga.act('kill', 'held_down', 'dev');
    expect(await rolloutOf('held_down', 'dev')).toMatchObject({ held: true, percentage: 0 });
  });

  it('sets apart those whom an override or the scope decides about', async () => {
    const scope = { tenantSlugs: ['acme', 'loomi', 'dk_derby'] };
    const staging = { state: 'rollout', rollout: { percentage: 100 }, scope };
    await shahin.createFlag('set_apart', { environments: { staging } });
    await shahin.put('/api/admin/overrides/staging/98chimp/set_apart', {
      variant: 'on',
      percentage: 30,
      reason: 'a pilot',
    });
    await shahin.put('/api/admin/overrides/staging/loomi/set_apart', {
      variant: 'off',
      reason: 'not yet',
    });
    expect(standingsOf(await rolloutOf('set_apart'))).toEqual({
      acme: 'in',
      dk_derby: 'in',
      '98chimp': 'always',
      loomi: 'never',
      'pty-zeroth': 'never',
    });
  });

  it('that is by user has a share of every tenant', async () => {
    const staging = { state: 'rollout', rollout: { percentage: 10, bucketBy: 'user' } };
    await shahin.createFlag('by_user', { environments: { staging } });
    const { standings, items } = await rolloutOf('by_user');
    expect(standings).toMatchObject({ share: TENANTS.length, in: 0 });
    expect(items.every(({ bucket: compared }) => compared === null)).toBe(true);
  });

  it('is for flags that are there, and served', async () => {
    await expectProblem('not_found', shahin.get('/api/admin/flags/nothing_here/rollout'));
    await shahin.createFlag('put_away');
    await carryThrough(api, shahin, { action: 'flag.archive', key: 'put_away', reason: 'done' });
    await expectProblem('flag_archived', shahin.get('/api/admin/flags/put_away/rollout'));
  });
});
