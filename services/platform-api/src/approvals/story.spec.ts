import type {
  AuditPageResponse,
  ChangeRequestResponse,
  EvaluateResponse,
  OverrideResponse,
} from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { file, review } from '../../test/approvals.ts';

/*
 * The story that this product is for, through the API as an operator would write it. 98chimp has no
 * approver of its own here (ada takes toni's role away first): with one, one of the two would be toni's.
 */
let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_DEFAULT_ENVIRONMENT: 'prod' });
  shahin = api.as('shahin');
  await api.as('ada').put('/api/admin/members/98chimp/toni', { roles: [] });
});
afterAll(() => api.close());

const OVERRIDE = '/api/admin/overrides/prod/98chimp/argus_demo';

const seenBy = async (tenant: string) =>
  (await api.as(`user@${tenant}`).post<EvaluateResponse>('/api/flags/evaluate')).body;

async function trailOf(stream: string): Promise<AuditPageResponse['items']> {
  const path = `/api/admin/audit?stream=${stream}&limit=200`;
  return (await api.as('ada').get<AuditPageResponse>(path)).body.items;
}

it('turns a flag on for one tenant with two reviewers, and back at once, and proves it', async () => {
  await shahin.createFlag('argus_demo');
  const others = { loomi: await seenBy('loomi'), dk_derby: await seenBy('dk_derby') };
  const { version } = await seenBy('98chimp');

  // Not alone.
  const on = { variant: 'on', reason: '98chimp asked for the pilot' };
  const refusal = await expectProblem('approval_required', shahin.put(OVERRIDE, on));
  const { body: filed } = await file(shahin, refusal);
  expect(filed).toMatchObject({
    state: 'in_review',
    awaiting: 'awaiting 2 of 2',
    tenant: '98chimp',
  });
  expect(filed.reviewers).toEqual(['marco', 'roberto']);
  await expectProblem('own_request', review(shahin, filed.ref));

  // Two others.
  const { body: once } = await review(api.as('marco'), filed.ref);
  expect(once).toMatchObject({ state: 'in_review', awaiting: 'awaiting 1 of 2' });
  expect((await seenBy('98chimp')).flags['argus_demo']).toBe(false);
  const { body: applied } = await review(api.as('roberto'), filed.ref);
  expect(applied).toMatchObject({ state: 'applied', approvalsLeft: 0 });

  // On for 98chimp; nothing of the others has moved.
  const own = await seenBy('98chimp');
  expect(own.flags['argus_demo']).toBe(true);
  expect(own.version).toBeGreaterThan(version);
  for (const [tenant, before] of Object.entries(others)) {
    expect(await seenBy(tenant)).toEqual(before);
  }

  // Half of 98chimp's users, by a second request.
  const half = { ...on, percentage: 50, reason: 'half of them first' };
  const again = await expectProblem('approval_required', shahin.put(OVERRIDE, half));
  const { ref } = (await file(shahin, again)).body;
  await review(api.as('marco'), ref);
  await review(api.as('roberto'), ref);
  const { body: list } = await shahin.get<{ items: OverrideResponse[] }>(
    '/api/admin/overrides?tenant=98chimp&environment=prod',
  );
  expect(list.items).toMatchObject([
    { percentage: 50, variant: 'on', approvalRef: ref, setBy: 'shahin' },
  ]);

  // Back, at once, by whoever is on call.
  const { status } = await api.as('olga').post('/api/admin/flags/argus_demo/actions/rollback', {
    environment: 'prod',
    tenant: '98chimp',
    reason: 'the pilot broke their invoices',
  });
  expect(status).toBe(200);
  expect((await seenBy('98chimp')).flags['argus_demo']).toBe(false);
  for (const [tenant, before] of Object.entries(others)) {
    expect(await seenBy(tenant)).toEqual(before);
  }

  // The trail of 98chimp tells it all; that of loomi nothing.
  const story = (await trailOf('98chimp')).toReversed().map(({ action, actor }) => [action, actor]);
  expect(story.filter(([action]) => action !== 'member.set')).toEqual([
    ['request.file', 'shahin'],
    ['request.refused', 'shahin'],
    ['request.review', 'marco'],
    ['request.review', 'roberto'],
    ['override.set', 'shahin'],
    ['request.file', 'shahin'],
    ['request.review', 'marco'],
    ['request.review', 'roberto'],
    ['override.set', 'shahin'],
    ['flag.rollback', 'olga'],
  ]);
  const [last] = await trailOf('98chimp');
  expect(last).toMatchObject({ breakGlass: true, rationale: 'the pilot broke their invoices' });
  expect(await trailOf('loomi')).toEqual([]);
});

it('verifies; names an entry that was edited; and sees that the tail was cut', async () => {
  const connection = api.app.get<Connection>(getConnectionToken());
  const entries = connection.collection('audit_entries');
  const verify = async () =>
    (
      await api
        .as('ada')
        .get<{ valid: boolean; firstBroken?: { seq: number; reason: string } }>(
          '/api/admin/audit/verify?stream=98chimp',
        )
    ).body;
  expect(await verify()).toMatchObject({ valid: true });

  const edited = await entries.findOne({ stream: '98chimp', seq: 5 });
  await entries.updateOne({ stream: '98chimp', seq: 5 }, { $set: { actor: 'nobody' } });
  expect(await verify()).toMatchObject({ valid: false, firstBroken: { seq: 5 } });
  await entries.updateOne({ stream: '98chimp', seq: 5 }, { $set: { actor: edited?.['actor'] } });
  expect(await verify()).toMatchObject({ valid: true });

  const tail = await entries.find({ stream: '98chimp' }).sort({ seq: -1 }).limit(10).toArray();
  expect(tail).toHaveLength(10);
  await entries.deleteMany({ _id: { $in: tail.map(({ _id }) => _id) } });
  const cut = await verify();
  expect(cut.valid).toBe(false);
  expect(cut.firstBroken?.reason).toContain('head');
});

it('wants one of the two from the tenant itself, where it has an approver', async () => {
  await api.as('ada').put('/api/admin/members/98chimp/toni', { roles: ['approver'] });
  const change = {
    action: 'override.set',
    environment: 'prod',
    tenant: '98chimp',
    flag: 'gdpr_export',
    variant: 'on',
    reason: 'their DPO asked',
  };
  const { ref } = (await file(shahin, { change })).body;
  await review(api.as('marco'), ref);
  const { body } = await review(api.as('roberto'), ref);
  expect(body).toMatchObject({
    state: 'in_review',
    awaiting: 'awaiting 1 of 2, one from 98chimp',
    approvalsLeft: 1,
  });
  expect((await review(api.as('toni'), ref)).body.state).toBe('applied');
  const { body: other } = await file(shahin, { change: { ...change, tenant: 'loomi' } });
  await expectProblem('not_found', review(api.as('toni'), other.ref));
  const { body: list } = await api
    .as('toni')
    .get<{ items: ChangeRequestResponse[] }>('/api/admin/change-requests');
  expect(list.items.map(({ tenant }) => tenant)).not.toContain('loomi');
});
