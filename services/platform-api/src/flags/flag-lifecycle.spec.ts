import type {
  BulkResponse,
  DependenciesResponse,
  EvaluateFlagResponse,
  EvaluateResponse,
} from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';

let api: TestApi;
let shahin: Person;
let ada: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
  ada = api.as('ada');
});
afterAll(() => api.close());

describe('a revert', () => {
  it('brings an earlier configuration back, as an ordinary change', async () => {
    await shahin.createFlag('reverted');
    await shahin.configure('reverted', 'dev', { state: 'on' });
    await shahin.configure('reverted', 'dev', { state: 'targeted', scope: { plans: ['pro'] } });
    const path = '/api/admin/flags/reverted/environments/dev/revert';
    await shahin.post(path, { toVersion: 2, reason: 'it was better' });
    const config = (await shahin.flag('reverted')).body.environments['dev'];
    expect(config).toMatchObject({ state: 'on', scope: { plans: [] }, version: 4 });
    expect((await shahin.history('reverted'))[0]).toMatchObject({
      action: 'flag.revert',
      rationale: 'it was better',
    });
    await expectProblem('validation_error', shahin.post(path, { toVersion: 9, reason: 'x' }));
  });
});

describe('the graph of prerequisites', () => {
  it('is told in both directions, all the way', async () => {
    await shahin.createFlag('graph_a');
    await shahin.createFlag('graph_b', { prerequisites: [{ flag: 'graph_a', variants: ['on'] }] });
    await shahin.createFlag('graph_c', { prerequisites: [{ flag: 'graph_b', variants: ['on'] }] });
    const of = async (key: string) =>
      (await shahin.get<DependenciesResponse>(`/api/admin/flags/${key}/dependencies`)).body;
    expect(await of('graph_c')).toMatchObject({
      requires: [
        { from: 'graph_c', to: 'graph_b', variants: ['on'] },
        { from: 'graph_b', to: 'graph_a', variants: ['on'] },
      ],
      requiredBy: [],
    });
    const { flags } = await of('graph_b');
    expect(flags.map(({ key }) => key).sort()).toEqual(['graph_a', 'graph_b', 'graph_c']);
    expect((await of('graph_a')).requiredBy.map(({ from }) => from)).toEqual([
      'graph_b',
      'graph_c',
    ]);
  });
});

describe('a sensitive flag', () => {
  it('is left out of bulk answers, and is not there, for those who may not ask for it', async () => {
    await shahin.createFlag('secret_plan', { sensitive: true });
    const bulk = async (who: Person) =>
      (await who.post<EvaluateResponse>('/api/flags/evaluate', { tenantSlug: 'acme' })).body.flags;
    expect(await bulk(shahin)).not.toHaveProperty('secret_plan');
    expect(await bulk(ada)).toHaveProperty('secret_plan', false);
    await expectProblem('not_found', shahin.get('/api/flags/eval?key=secret_plan&tenant=acme'));
    const body = { key: 'secret_plan', tenantSlug: 'acme' };
    await expectProblem('not_found', shahin.post('/api/admin/evaluate/explain', body));
    await expectProblem('permission_denied', shahin.post('/api/flags/sensitive-eval', body));
    const { body: answer } = await ada.post<EvaluateFlagResponse>(
      '/api/flags/sensitive-eval',
      body,
    );
    expect(answer).toMatchObject({ key: 'secret_plan', value: false });
  });
});

describe('bulk actions', () => {
  it('answer for each flag by itself', async () => {
    await shahin.createFlag('bulk_a');
    await shahin.createFlag('bulk_b');
    const { body } = await shahin.post<BulkResponse>('/api/admin/flags/actions/enable', {
      keys: ['bulk_a', 'no_flag', 'bulk_b'],
      environment: 'dev',
      reason: 'the demo',
    });
    expect(body.items.map(({ key, status, problem }) => [key, status, problem?.code])).toEqual([
      ['bulk_a', 200, undefined],
      ['no_flag', 404, 'not_found'],
      ['bulk_b', 200, undefined],
    ]);
    expect(await shahin.sees('bulk_b', 'acme', 'dev')).toBe(true);
  });

  it('take an environment where the action is for one', async () => {
    await expectProblem(
      'validation_error',
      shahin.post('/api/admin/flags/actions/disable', { keys: ['bulk_a'], reason: 'x' }),
    );
  });
});

describe('the purge', () => {
  it('deletes for good what has been archived for a year; a dry run deletes nothing', async () => {
    for (const key of ['old_flag', 'recent_flag']) {
      await shahin.createFlag(key);
      await shahin.put(`/api/admin/overrides/dev/acme/${key}`, { variant: 'on', reason: 'x' });
      await carryThrough(api, shahin, { action: 'flag.archive', key, reason: 'over' });
    }
    const connection = api.app.get<Connection>(getConnectionToken());
    const archivedAt = new Date(Date.now() - 366 * 24 * 60 * 60 * 1000);
    await connection.collection('flags').updateOne({ key: 'old_flag' }, { $set: { archivedAt } });

    const purge = async (body: object) =>
      (await ada.post<BulkResponse>('/api/admin/flags/actions/purge', body)).body.items;
    expect(await purge({ reason: 'tidy' })).toEqual([{ key: 'old_flag', status: 200 }]);
    expect((await shahin.flag('old_flag')).status).toBe(200);
    expect(await purge({ reason: 'tidy', dryRun: false })).toMatchObject([{ key: 'old_flag' }]);
    await expectProblem('not_found', shahin.flag('old_flag'));
    expect((await shahin.flag('recent_flag')).status).toBe(200);
    expect(await connection.collection('overrides').countDocuments({ flag: 'old_flag' })).toBe(0);
    await expectProblem(
      'permission_denied',
      shahin.post('/api/admin/flags/actions/purge', { reason: 'x' }),
    );
  });
});
