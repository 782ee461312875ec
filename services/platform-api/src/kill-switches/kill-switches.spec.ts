import type { KillSwitchListResponse, KillSwitchEffectListResponse } from '@halyard/contracts';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let shahin: Person;
let olga: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
  olga = api.as('olga');
  const environments = { staging: { state: 'on' }, dev: { state: 'on' } };
  await shahin.createFlag('card_payments', { category: 'payments', environments });
  await shahin.createFlag('full_search', { category: 'search', environments });
});
afterAll(() => api.close());

const AT = '/api/admin/kill-switches';
const both = async (environment?: string) => [
  await shahin.sees('card_payments', 'acme', environment),
  await shahin.sees('full_search', 'acme', environment),
];

it('turns a category off in one environment at once, and brings it back', async () => {
  const { body } = await olga.post<KillSwitchListResponse>(`${AT}/staging/payments`, {
    reason: 'the acquirer is down',
  });
  expect(body.items).toMatchObject([
    { environment: 'staging', category: 'payments', by: 'olga', reason: 'the acquirer is down' },
  ]);
  expect(await both()).toEqual([false, true]);
  expect(await both('dev')).toEqual([true, true]);
  await olga.call('DELETE', `${AT}/staging/payments`, { reason: 'it is back' });
  expect(await both()).toEqual([true, true]);
});

it('turns everything off by *, overrides included', async () => {
  await shahin.put('/api/admin/overrides/staging/acme/full_search', { variant: 'on', reason: 'x' });
  await olga.post(`${AT}/staging/*`, { reason: 'everything burns' });
  expect(await both()).toEqual([false, false]);
  await olga.call('DELETE', `${AT}/staging/*`, { reason: 'out' });
  expect(await both()).toEqual([true, true]);
});

it('acts at once in production too, where bringing back what it held down takes approval', async () => {
  expect((await olga.post(`${AT}/prod/payments`, { reason: 'now' })).status).toBe(200);
  // Nothing of the category is on in production: releasing it alters nothing.
  expect((await olga.call('DELETE', `${AT}/prod/payments`, { reason: 'back' })).status).toBe(200);
});

it('takes the operate permission, a reason, an environment and a category', async () => {
  await expectProblem('permission_denied', shahin.post(`${AT}/staging/payments`, { reason: 'x' }));
  await expectProblem('validation_error', olga.post(`${AT}/staging/payments`, {}));
  await expectProblem('validation_error', olga.post(`${AT}/qa/payments`, { reason: 'x' }));
  await expectProblem('validation_error', olga.post(`${AT}/staging/No!`, { reason: 'x' }));
});

describe('what a switch turns off', () => {
  const effectsIn = async (environment: string) =>
    (await shahin.get<KillSwitchEffectListResponse>(`${AT}/${environment}/effects`)).body;
  const effectOf = async (category: string, environment = 'dev') =>
    (await effectsIn(environment)).items.find((one) => one.category === category);
  const named = (...names: string[]) => ({ count: names.length, names });

  beforeAll(async () => {
    const dev = { state: 'targeted', scope: { tenantSlugs: ['loomi'] } };
    await shahin.createFlag('one_chat', { category: 'chat', environments: { dev } });
    await shahin.createFlag('off_chat', { category: 'chat' });
    await shahin.createFlag('lent_chat', { category: 'chat' });
    await shahin.put('/api/admin/overrides/dev/acme/lent_chat', { variant: 'on', reason: 'x' });
  });

  it('is the flags of its category that are not off, and the tenants that get one', async () => {
    expect(await effectOf('chat')).toEqual({
      category: 'chat',
      under: 3,
      flags: named('lent_chat', 'one_chat'),
      tenants: named('acme', 'loomi'),
    });
    expect(await effectOf('chat', 'staging')).toMatchObject({ flags: named(), tenants: named() });
  });

  it('is all of them for everything, which comes first', async () => {
    const { items, tenants } = await effectsIn('dev');
    expect(items.map(({ category }) => category)).toEqual(['*', 'chat', 'payments', 'search']);
    expect(items[0]).toMatchObject({
      flags: named('card_payments', 'full_search', 'lent_chat', 'one_chat'),
      tenants: { count: tenants },
    });
  });

  it('is what it holds down once it is engaged, and nothing of what another one does', async () => {
    await olga.post(`${AT}/dev/chat`, { reason: 'the chat is down' });
    expect(await effectOf('chat')).toMatchObject({
      flags: named('lent_chat', 'one_chat'),
      tenants: named('acme', 'loomi'),
    });
    expect(await effectOf('*')).toMatchObject({ flags: named('card_payments', 'full_search') });
    await olga.post(`${AT}/dev/*`, { reason: 'all of it' });
    expect(await effectOf('payments')).toMatchObject({ flags: named(), tenants: named() });
    await olga.call('DELETE', `${AT}/dev/*`, { reason: 'back' });
    await olga.call('DELETE', `${AT}/dev/chat`, { reason: 'back' });
  });

  it('counts a tenant of whose users only some get it', async () => {
    const rollout = { percentage: 50, bucketBy: 'user' };
    const dev = { state: 'rollout', rollout, scope: { tenantSlugs: ['dk_derby'] } };
    await shahin.createFlag('some_users', { category: 'users', environments: { dev } });
    expect(await effectOf('users')).toMatchObject({ tenants: named('dk_derby') });
  });

  it('stands beside the flags that are killed one by one, the latest first', async () => {
    await olga.act('kill', 'one_chat', 'dev', 'it spams');
    await olga.act('kill', 'full_search', 'dev', 'it is slow');
    const { killedFlags } = await effectsIn('dev');
    expect(killedFlags).toMatchObject([
      { key: 'full_search', killed: { by: 'olga', reason: 'it is slow' } },
      { key: 'one_chat', killed: { by: 'olga', reason: 'it spams' } },
    ]);
    expect(await effectOf('chat')).toMatchObject({ flags: named('lent_chat') });
    expect((await effectsIn('staging')).killedFlags).toEqual([]);
  });

  it('is for an environment that is there', async () => {
    await expectProblem('validation_error', shahin.get(`${AT}/qa/effects`));
  });
});
