import type { ChangeRequestPageResponse, ChangeRequestResponse } from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough, file, request, review } from '../../test/approvals.ts';

let api: TestApi;
let ada: Person;

beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_DEFAULT_ENVIRONMENT: 'prod' });
  ada = api.as('ada');
});
afterAll(() => api.close());

const evidence = { evidence: 'https://ci/1' };
const inProd = (key: string, patch: object) => ({
  action: 'flag.configure',
  key,
  environment: 'prod',
  ...patch,
});
const told = ({ impact }: ChangeRequestResponse) =>
  impact?.impact.map((one) => [one.flag, one.tenant, one.impact]);

it('keeps with a request whom it reached, by name, and not what changed since', async () => {
  await ada.createFlag('reached');
  const pros = { state: 'targeted', scope: { plans: ['pro'] } };
  const { ref, impact } = (await file(ada, inProd('reached', pros))).body;
  expect(impact).toBeNull();
  await review(api.as('marco'), ref);
  const { body: applied } = await review(api.as('roberto'), ref);
  expect(applied).toMatchObject({
    state: 'applied',
    impact: { tenants: 5, impacted: 2, users: [], withheld: [] },
  });
  expect(applied.impact?.impact).toEqual([
    { environment: 'prod', flag: 'reached', tenant: '98chimp', name: '98chimp', impact: 'gains' },
    { environment: 'prod', flag: 'reached', tenant: 'acme', name: 'Acme', impact: 'gains' },
  ]);

  const free = inProd('reached', { scope: { plans: ['free', 'pro'], tenantSlugs: [] } });
  expect(told(await carryThrough(api, ada, free))).toEqual([['reached', 'dk_derby', 'gains']]);
  expect((await request(ada, ref)).body.impact).toEqual(applied.impact);
});

it('keeps it too where its approval is redeemed by the change itself', async () => {
  await ada.createFlag('redeemed');
  const applyAt = new Date(Date.now() + 3_600_000).toISOString();
  const { state, ref } = await carryThrough(api, ada, inProd('redeemed', { state: 'on' }), {
    applyAt,
  });
  expect(state).toBe('approved');
  await ada.configure('redeemed', 'prod', { state: 'on', approvalRef: ref });
  expect((await request(ada, ref)).body.impact).toMatchObject({ impacted: 5 });
});

it('leaves it out of lists, and says nothing where it was not kept', async () => {
  await ada.createFlag('listed');
  const { ref } = await carryThrough(api, ada, inProd('listed', { state: 'on' }));
  const { body } = await ada.get<ChangeRequestPageResponse>(
    '/api/admin/change-requests?flag=listed',
  );
  expect(body.items).toMatchObject([{ ref, impact: null }]);
  const requests = api.app.get<Connection>(getConnectionToken()).collection('change_requests');
  await requests.updateOne({ ref }, { $unset: { impact: 1 } });
  expect((await request(ada, ref)).body).toMatchObject({ state: 'applied', impact: null });
});

it('withholds who has a sensitive flag from those who may not ask for it', async () => {
  await ada.createFlag('kept_secret', { sensitive: true });
  const { ref } = await carryThrough(api, ada, inProd('kept_secret', { state: 'on' }), evidence);
  const seenBy = async (sub: string) => (await request(api.as(sub), ref)).body.impact;
  expect(await seenBy('vera')).toMatchObject({
    impact: [],
    impacted: 0,
    withheld: ['kept_secret'],
  });
  expect(await seenBy('ada')).toMatchObject({ impacted: 5, withheld: [] });
});

it('names no other tenant to those who hold a role for one', async () => {
  await ada.createFlag('for_chimps');
  const change = {
    action: 'override.set',
    environment: 'prod',
    tenant: '98chimp',
    flag: 'for_chimps',
    variant: 'on',
    reason: 'They asked',
  };
  const { ref } = (await file(ada, change)).body;
  await review(api.as('toni'), ref);
  await review(api.as('roberto'), ref);
  const { body } = await request(api.as('toni'), ref);
  expect(body.impact).toMatchObject({ tenants: 1, impacted: 1 });
  expect(told(body)).toEqual([['for_chimps', '98chimp', 'gains']]);
});
