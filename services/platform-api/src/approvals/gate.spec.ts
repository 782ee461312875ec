import type { BulkResponse, ChangeRequestResponse } from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Answer, Person, TestApi } from '../../test/api.ts';
import { carryThrough, file, request, review, step } from '../../test/approvals.ts';
import { chainOf } from '../../test/audit.ts';

let api: TestApi;
let shahin: Person;
let marco: Person;
let roberto: Person;
let ada: Person;

beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_DEFAULT_ENVIRONMENT: 'prod' });
  [shahin, marco, roberto, ada] = ['shahin', 'marco', 'roberto', 'ada'].map((sub) =>
    api.as(sub),
  ) as [Person, Person, Person, Person];
  await ada.put('/api/admin/members/98chimp/toni', { roles: [] });
});
afterAll(() => api.close());

let counter = 0;
const newKey = () => `gated_${++counter}`;

/** A flag that is on in production, by the book. */
async function onInProd(more: object = {}): Promise<string> {
  const key = newKey();
  await shahin.createFlag(key, more);
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  expect((await carryThrough(api, shahin, change, { evidence: 'https://ci/1' })).state).toBe(
    'applied',
  );
  return key;
}

/** Where acme's override of a flag is. */
const overrideOf = (key: string) => `/api/admin/overrides/prod/acme/${key}`;

/** Files a change that waits for its second approval. */
async function onceApproved(key: string): Promise<ChangeRequestResponse> {
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  const { ref } = (await file(shahin, { change })).body;
  return (await review(marco, ref)).body;
}

describe('the way round the gate', () => {
  const refused: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['by a toggle', async () => shahin.act('enable', await created(), 'prod')],
    ['by a toggle back', async () => shahin.act('disable', await onInProd(), 'prod')],
    [
      'by a patch',
      async () =>
        shahin.configure(await created(), 'prod', { state: 'rollout', rollout: { percentage: 1 } }),
    ],
    [
      'by birth: a flag created on',
      () => shahin.createFlag(newKey(), { environments: { prod: { state: 'on' } } }),
    ],
    [
      'by birth, in the short form',
      () => shahin.createFlag(newKey(), { state: 'on', environments: ['prod'] }),
    ],
    [
      'by archiving',
      async () =>
        shahin.post(`/api/admin/flags/${await onInProd()}/actions/archive`, { reason: 'x' }),
    ],
    [
      'by restoring what was on',
      async () => {
        const key = await onInProd();
        await carryThrough(api, shahin, { action: 'flag.archive', key, reason: 'x' });
        return shahin.post(`/api/admin/flags/${key}/actions/restore`, { reason: 'x' });
      },
    ],
    [
      'by editing prerequisites',
      async () => {
        const [key, other] = [await onInProd(), await created()];
        return shahin.patch(`/api/admin/flags/${key}`, {
          prerequisites: [{ flag: other, variants: ['on'] }],
        });
      },
    ],
    [
      'by editing a variant’s value',
      async () => {
        const key = await onInProd({ type: 'string', variants: { off: 'a', on: 'b' } });
        return shahin.patch(`/api/admin/flags/${key}`, { variants: { off: 'a', on: 'c' } });
      },
    ],
    [
      'by editing what off is',
      async () => shahin.patch(`/api/admin/flags/${await created()}`, { offVariant: 'on' }),
    ],
    [
      'by moving it out of a killed category',
      async () => {
        const key = await onInProd();
        await carryThrough(api, shahin, { action: 'flag.update', key, category: `cat_${key}` });
        await api.as('olga').post(`/api/admin/kill-switches/prod/cat_${key}`, { reason: 'x' });
        return shahin.patch(`/api/admin/flags/${key}`, { category: null });
      },
    ],
    [
      'by editing a segment',
      async () => {
        await segmentInUse('edited_seg');
        return shahin.patch('/api/admin/segments/edited_seg', {
          when: [{ attribute: 'plan', op: 'exists', values: [] }],
        });
      },
    ],
    [
      'by adding to a segment',
      async () => {
        await segmentInUse('grown_seg');
        return shahin.post('/api/admin/segments/grown_seg/members', {
          list: 'included',
          add: ['me'],
        });
      },
    ],
    [
      'by uploading a segment',
      async () => {
        await segmentInUse('sent_seg');
        return shahin.call('PUT', '/api/admin/segments/sent_seg/members/included', 'me\nyou\n', {
          'content-type': 'text/plain',
        });
      },
    ],
    [
      'by a tenant’s override',
      async () => shahin.put(overrideOf(await created()), { variant: 'on', reason: 'x' }),
    ],
    [
      'by a user’s override',
      async () => shahin.put(`${overrideOf(await created())}/u-1`, { variant: 'on', reason: 'x' }),
    ],
    [
      'by enabling for one tenant',
      async () =>
        shahin.post(`/api/admin/flags/${await created()}/actions/enable`, {
          environment: 'prod',
          tenant: 'acme',
          reason: 'x',
        }),
    ],
    [
      'by ending an override that holds it off',
      async () => {
        const key = await onInProd();
        await api.as('olga').post(`/api/admin/flags/${key}/actions/rollback`, {
          environment: 'prod',
          tenant: 'acme',
          reason: 'x',
        });
        return shahin.call('DELETE', overrideOf(key), { reason: 'x' });
      },
    ],
    [
      'by an unkill',
      async () => {
        const key = await onInProd();
        await api.as('olga').act('kill', key, 'prod');
        return api.as('olga').act('unkill', key, 'prod');
      },
    ],
    [
      'by releasing a kill switch',
      async () => {
        const key = await onInProd();
        await carryThrough(api, shahin, { action: 'flag.update', key, category: `held_${key}` });
        await api.as('olga').post(`/api/admin/kill-switches/prod/held_${key}`, { reason: 'x' });
        return api
          .as('olga')
          .call('DELETE', `/api/admin/kill-switches/prod/held_${key}`, { reason: 'x' });
      },
    ],
    [
      'by a revert',
      async () => {
        const key = await onInProd();
        return shahin.post(`/api/admin/flags/${key}/environments/prod/revert`, {
          toVersion: 1,
          reason: 'x',
        });
      },
    ],
    ['as an admin', async () => ada.configure(await created(), 'prod', { state: 'on' })],
    [
      'on a flag that asks for approval, in an environment that does not',
      async () => {
        const key = newKey();
        await shahin.createFlag(key, { requiresApproval: true });
        return shahin.configure(key, 'dev', { state: 'on' });
      },
    ],
    [
      'by taking the flag’s own demand away',
      async () => {
        const key = newKey();
        await shahin.createFlag(key, { requiresApproval: true });
        return shahin.patch(`/api/admin/flags/${key}`, { requiresApproval: false });
      },
    ],
    [
      'with the ref of a request that was rejected',
      async () => {
        const key = await created();
        const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
        const { ref } = (await file(shahin, { change })).body;
        await review(marco, ref, 'reject');
        return shahin.configure(key, 'prod', { state: 'on', approvalRef: ref });
      },
    ],
    [
      'with the ref of a request that has one approval',
      async () => {
        const key = await created();
        const { ref } = await onceApproved(key);
        return shahin.configure(key, 'prod', { state: 'on', approvalRef: ref });
      },
    ],
    [
      'with the ref of a request that was applied before',
      async () => {
        const key = await created();
        const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
        const { ref } = await carryThrough(api, shahin, change);
        await api.as('olga').act('rollback', key, 'prod');
        return shahin.configure(key, 'prod', { state: 'on', approvalRef: ref });
      },
    ],
    [
      'with a ref that is not there',
      async () =>
        shahin.configure(await created(), 'prod', { state: 'on', approvalRef: 'CR-999999' }),
    ],
    [
      'with something that is no ref at all',
      async () => shahin.configure(await created(), 'prod', { state: 'on', approvalRef: 'please' }),
    ],
    [
      'with the approval of another change',
      async () => {
        const { key, ref } = await approvedForLater();
        return shahin.configure(key, 'prod', { state: 'rollout', approvalRef: ref });
      },
    ],
    [
      'with the approval of another flag',
      async () => {
        const { ref } = await approvedForLater();
        return shahin.configure(await created(), 'prod', { state: 'on', approvalRef: ref });
      },
    ],
  ];

  it.each(refused)('%s ends at 428, and nothing has changed', async (_, attempt) => {
    const call = attempt();
    const problem = await expectProblem('approval_required', call);
    expect(problem).toMatchObject({
      changeRequestUrl: '/api/admin/change-requests',
      change: { action: expect.any(String) as string },
    });
  });

  it('by environment: what is protected stays so', async () => {
    await expectProblem(
      'validation_error',
      ada.patch('/api/admin/environments/prod', { protected: false }),
    );
  });

  it('in bulk is answered for each flag', async () => {
    const keys = [await created(), await created()];
    const { body } = await shahin.post<BulkResponse>('/api/admin/flags/actions/enable', {
      keys: [...keys, 'not_there'],
      environment: 'prod',
      reason: 'x',
    });
    expect(body.items.map(({ key, status }) => [key, status])).toEqual([
      [keys[0], 428],
      [keys[1], 428],
      ['not_there', 404],
    ]);
  });

  it('by one’s own role: an admin cannot become the approver of what they asked for', async () => {
    const { status } = await ada.put('/api/admin/members/platform/ada', {
      roles: ['admin', 'approver'],
    });
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('a review', () => {
  it('is refused to the author, twice, without the right, and of a closed request; each attempt is in the audit', async () => {
    const key = await created();
    const { ref } = await onceApproved(key);
    const before = (await request(shahin, ref)).body;
    await expectProblem('own_request', review(shahin, ref));
    await expectProblem('already_reviewed', review(marco, ref));
    await expectProblem('permission_denied', review(ada, ref));
    await expectProblem('permission_denied', review(api.as('vera'), ref));
    expect((await request(shahin, ref)).body).toEqual(before);
    await step(shahin, ref, 'withdraw');
    await expectProblem('request_closed', review(roberto, ref));
    const attempts = (await chainOf(api)).filter(
      ({ action, approvalRef }) => action === 'request.refused' && approvalRef === ref,
    );
    expect(attempts.map(({ actor, rationale }) => [actor, rationale])).toEqual([
      ['shahin', 'approve refused: own_request'],
      ['marco', 'approve refused: already_reviewed'],
      ['ada', 'approve refused: permission_denied'],
      ['vera', 'approve refused: permission_denied'],
      ['roberto', 'approve refused: request_closed'],
    ]);
  });

  it('of content that was edited since is refused, and an edit voids the approvals', async () => {
    const key = await created();
    const { ref, contentHash } = await onceApproved(key);
    const change = {
      action: 'flag.configure',
      key,
      environment: 'prod',
      state: 'rollout',
      rollout: { percentage: 100 },
    };
    const edited = await shahin.patch<ChangeRequestResponse>(`/api/admin/change-requests/${ref}`, {
      change,
    });
    expect(edited.body).toMatchObject({ reviews: [], awaiting: 'awaiting 2 of 2' });
    await expectProblem('content_changed', review(roberto, ref, 'approve', { contentHash }));
    expect((await review(roberto, ref)).body.state).toBe('in_review');
    expect(await shahin.sees(key, 'acme')).toBe(false);
  });

  it('counts no more when the reviewer has lost the right', async () => {
    const key = await created();
    const { ref } = await onceApproved(key);
    await ada.put('/api/admin/members/platform/marco', { roles: ['viewer'] });
    const { body } = await review(roberto, ref);
    expect(body).toMatchObject({ state: 'in_review', awaiting: 'awaiting 1 of 2' });
    expect(await shahin.sees(key, 'acme')).toBe(false);
    await ada.put('/api/admin/members/platform/marco', { roles: ['approver'] });
  });

  it('at the same instant as another applies the change once', async () => {
    await ada.put('/api/admin/members/platform/petra', { roles: ['approver'] });
    const key = await created();
    const { ref } = await onceApproved(key);
    await Promise.all(
      [review(roberto, ref), review(api.as('petra'), ref)].map((call) => call.catch(() => null)),
    );
    expect((await request(shahin, ref)).body.state).toBe('applied');
    const applied = (await shahin.history(key)).filter(({ action }) => action === 'flag.configure');
    expect(applied).toHaveLength(1);
    await ada.put('/api/admin/members/platform/petra', { roles: [] });
  });
});

describe('a request', () => {
  it('conflicts when what it is based on has moved, is rebased with what moved, and reviewed again', async () => {
    const key = await created();
    const { ref } = await onceApproved(key);
    const configured = await shahin.configure(key, 'prod', { rollout: { percentage: 5 } });
    expect(configured.status).toBe(200);
    const { body } = await review(roberto, ref);
    expect(body).toMatchObject({ state: 'conflicted', actions: [] });
    expect(body.moved).toContainEqual({ pointer: '/rollout/percentage', before: 0, after: 5 });
    expect(await shahin.sees(key, 'acme')).toBe(false);
    await expectProblem('request_closed', review(marco, ref));
    const rebased = (await step(shahin, ref, 'rebase')).body;
    expect(rebased).toMatchObject({ state: 'in_review', reviews: [], conflict: null });
    await review(marco, ref);
    expect((await review(roberto, ref)).body.state).toBe('applied');
    expect(await shahin.sees(key, 'acme')).toBe(true);
  });

  it('waits for its time when it has one, and lets the same direct call through before', async () => {
    const { key, ref } = await approvedForLater();
    expect((await request(shahin, ref)).body.state).toBe('approved');
    const { body, status } = await shahin.configure(key, 'prod', { state: 'on', approvalRef: ref });
    expect(status).toBe(200);
    expect(body.environments['prod']).toMatchObject({ state: 'on', lastApprovalRef: ref });
    expect((await request(shahin, ref)).body.state).toBe('applied');
  });

  it('is applied when its time comes, and expires when nobody finishes it', async () => {
    const key = await created();
    const soon = new Date(Date.now() + 1_500).toISOString();
    const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
    expect((await carryThrough(api, shahin, change, { applyAt: soon })).state).toBe('approved');
    const { ref } = await onceApproved(await created());
    const requests = api.app.get<Connection>(getConnectionToken()).collection('change_requests');
    await requests.updateOne({ ref }, { $set: { expiresAt: new Date() } });
    await until(async () => (await shahin.sees(key, 'acme')) === true);
    await until(async () => (await request(shahin, ref)).body.state === 'expired');
  });

  it('for a sensitive flag takes evidence', async () => {
    const key = newKey();
    await shahin.createFlag(key, { sensitive: true });
    const change = { action: 'flag.configure', key, environment: 'dev', state: 'on' };
    await expectProblem('evidence_required', file(shahin, { change }));
    expect((await file(shahin, { change }, { evidence: 'https://ci/7' })).status).toBe(201);
  });

  it('is filed only by who may make the change, and only for one that could be made', async () => {
    const change = { action: 'flag.configure', key: await created(), environment: 'prod' };
    await expectProblem(
      'permission_denied',
      file(api.as('vera'), { change: { ...change, state: 'on' } }),
    );
    const problem = await expectProblem(
      'validation_error',
      file(shahin, { change: { ...change, scope: { tenantSlugs: ['nobody'] } } }),
    );
    expect(problem.errors?.[0]?.pointer).toBe('/scope/tenantSlugs/0');
  });
});

it('lets pass at once what cannot alter production: words, other environments, what is off anyway', async () => {
  const key = await onInProd();
  const answers = [
    await shahin.patch(`/api/admin/flags/${key}`, { description: 'Reworded.', tags: ['words'] }),
    await shahin.configure(key, 'staging', { state: 'on' }),
    await shahin.configure(await created(), 'prod', { scope: { plans: ['pro'] } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

async function created(): Promise<string> {
  const key = newKey();
  await shahin.createFlag(key);
  return key;
}

/** A segment that a flag which is on in production uses. */
async function segmentInUse(segment: string): Promise<void> {
  await shahin.post('/api/admin/segments', { key: segment });
  const key = await created();
  const rules = [{ id: 'r1', segments: [segment], serve: { variant: 'on' } }];
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'targeted', rules };
  expect((await carryThrough(api, shahin, change)).state).toBe('applied');
}

/** A change that is approved and waits for tomorrow. */
async function approvedForLater(): Promise<{ key: string; ref: string }> {
  const key = await created();
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  const applyAt = new Date(Date.now() + 86_400_000).toISOString();
  const { ref, state } = await carryThrough(api, shahin, change, { applyAt });
  expect(state).toBe('approved');
  return { key, ref };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
