import type { KillSwitchListResponse } from '@halyard/contracts';
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
