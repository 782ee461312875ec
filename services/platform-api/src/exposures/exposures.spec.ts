import { getConnectionToken } from '@nestjs/mongoose';
import type {
  AcceptedExposuresResponse,
  EvaluateFlagResponse,
  ExposureCountDto,
  ExposuresResponse,
  FlagPageResponse,
} from '@halyard/contracts';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { ExposureCounter } from './exposure-counter.service.ts';
import { ExposuresRepository } from './exposures.repository.ts';

let api: TestApi;
let server: Person;
let ada: Person;
beforeAll(async () => {
  api = await startApi();
  ada = api.as('ada');
  server = await api.withKey();
});
afterAll(() => api.close());

const POST = '/api/flags/exposures';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

let made = 0;
async function aFlag(more: object = {}): Promise<string> {
  made += 1;
  const key = `exposed_${made}`;
  const { status } = await api.as('shahin').createFlag(key, more);
  if (status !== 201) throw new Error(`No flag was made: ${status}`);
  return key;
}

const aCount = (flag: string, more: object = {}): ExposureCountDto => ({
  flag,
  variant: 'on',
  tenant: null,
  minute: ago(0),
  count: 1,
  ...more,
});

const post = (by: Person, body: object, headers = {}) =>
  by.call<AcceptedExposuresResponse>('POST', POST, body, headers);
const counts = async (by: Person, ...counts: object[]) => (await post(by, { counts })).body;

async function exposures(flag: string, by = ada, query = ''): Promise<ExposuresResponse> {
  const path = `/api/admin/flags/${flag}/exposures?environment=staging${query}`;
  return (await by.get<ExposuresResponse>(path)).body;
}

async function totals(flag: string, by = ada, query = ''): Promise<Record<string, number>> {
  const { variants } = await exposures(flag, by, query);
  return Object.fromEntries(variants.map(({ variant, total }) => [variant, total]));
}

const flushed = ({ app }: TestApi) => app.get(ExposureCounter, { strict: false }).flush();

describe('a batch of counts', () => {
  it('is counted by flag, variant and minute', async () => {
    const flag = await aFlag();
    const answer = await counts(
      server,
      aCount(flag, { count: 12 }),
      aCount(flag, { count: 5 }),
      aCount(flag, { variant: 'off', tenant: '98chimp', minute: ago(2 * 60 * MINUTE_MS) }),
    );
    expect(answer).toEqual({ accepted: 18, dropped: [] });
    expect(await totals(flag)).toEqual({ on: 17, off: 1 });
    const { variants, from, to, bucketMinutes } = await exposures(flag);
    expect(bucketMinutes).toBe(30);
    const [on, off] = variants.map((one) => one.counts);
    expect(on).toHaveLength((Date.parse(to) - Date.parse(from)) / (30 * MINUTE_MS));
    expect(on?.at(-1)).toBe(17);
    expect(off?.slice(-5, -3)).toContain(1);
  });

  it('is counted in the key’s environment alone', async () => {
    const flag = await aFlag();
    const dev = await api.withKey({ environment: 'dev' });
    await counts(dev, aCount(flag, { count: 4 }));
    expect(await totals(flag)).toEqual({ on: 0, off: 0 });
    const path = `/api/admin/flags/${flag}/exposures?environment=dev`;
    expect((await ada.get<ExposuresResponse>(path)).body.variants[0]?.total).toBe(4);
  });

  it('is taken without what cannot be counted, and says what that was', async () => {
    const flag = await aFlag();
    const { accepted, dropped } = await counts(
      server,
      aCount(flag),
      aCount('no_such_flag', { count: 2 }),
      aCount('constructor', { count: 3 }),
      aCount(flag, { variant: 'purple', count: 4 }),
      aCount(flag, { tenant: 'nobody', count: 5 }),
      aCount(flag, { minute: ago(7 * DAY_MS + MINUTE_MS), count: 6 }),
      aCount(flag, { minute: ago(-6 * MINUTE_MS), count: 7 }),
      aCount(flag, { minute: ago(-4 * MINUTE_MS) }),
      aCount(flag, { minute: ago(7 * DAY_MS - MINUTE_MS) }),
    );
    expect(accepted).toBe(3);
    expect(dropped).toEqual([
      { pointer: '/counts/1', reason: 'unknown_flag', count: 2 },
      { pointer: '/counts/2', reason: 'unknown_flag', count: 3 },
      { pointer: '/counts/3', reason: 'unknown_variant', count: 4 },
      { pointer: '/counts/4', reason: 'unknown_tenant', count: 5 },
      { pointer: '/counts/5', reason: 'too_old', count: 6 },
      { pointer: '/counts/6', reason: 'in_the_future', count: 7 },
    ]);
  });

  it('says where it is malformed, and then nothing of it is counted', async () => {
    const flag = await aFlag();
    const fine = aCount(flag);
    const faults = async (body: object) =>
      pointersOf(await expectProblem('validation_error', post(server, body)));
    const odd = [
      aCount('Not A Flag'),
      aCount(flag, { variant: '' }),
      aCount(flag, { tenant: 7 }),
      aCount(flag, { minute: 'now' }),
      aCount(flag, { count: 0 }),
      aCount(flag, { count: 1.5 }),
      aCount(flag, { count: 1e9 + 1 }),
    ];
    expect(await faults({ counts: [fine, ...odd] })).toEqual([
      '/counts/1/flag',
      '/counts/2/variant',
      '/counts/3/tenant',
      '/counts/4/minute',
      '/counts/5/count',
      '/counts/6/count',
      '/counts/7/count',
    ]);
    expect(await faults({ counts: Array.from({ length: 1_001 }, () => fine) })).toEqual([
      '/counts',
    ]);
    expect(await faults({ exposures: [] })).toEqual(['/exposures']);
    expect(await totals(flag)).toEqual({ on: 0, off: 0 });
    expect((await counts(server, ...Array.from({ length: 1_000 }, () => fine))).accepted).toBe(
      1_000,
    );
    expect(await totals(flag)).toEqual({ on: 1_000, off: 0 });
  });

  it('comes out as it went in, whatever it holds', async () => {
    const series = fc.record({
      variant: fc.constantFrom('on', 'off'),
      tenant: fc.constantFrom(null, '98chimp', 'loomi'),
      minute: fc.integer({ min: 0, max: 7 * 24 * 60 - 2 }).map((n) => ago(n * MINUTE_MS)),
      count: fc.integer({ min: 1, max: 1e9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(series, { minLength: 1, maxLength: 60 }), async (all) => {
        const flag = await aFlag();
        const wanted = { on: 0, off: 0 };
        for (const { variant, count } of all) wanted[variant as 'on' | 'off'] += count;
        const half = Math.floor(all.length / 2);
        const answers = await Promise.all(
          [all.slice(0, half), all.slice(half)].map((some) =>
            counts(server, ...some.map((one) => aCount(flag, one))),
          ),
        );
        expect(answers.flatMap(({ dropped }) => dropped)).toEqual([]);
        expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(
          wanted.on + wanted.off,
        );
        expect(await totals(flag, ada, '&hours=168')).toEqual(wanted);
      }),
      { numRuns: 10 },
    );
  });

  it('is counted once for its Idempotency-Key, whoever sends it', async () => {
    const flag = await aFlag();
    const body = { counts: [aCount(flag, { count: 3 })] };
    const key = { 'idempotency-key': randomUUID() };
    const first = await post(server, body, key);
    const again = await post(server, body, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await totals(flag)).toEqual({ on: 3, off: 0 });
    await expectProblem('idempotency_mismatch', post(server, { counts: [] }, key));
    // Another application's key is another one, and so is a person's.
    await post(await api.withKey(), body, key);
    await post(ada, body, key);
    await post(ada, body, key);
    expect(await totals(flag)).toEqual({ on: 9, off: 0 });
    // Without one, each call counts.
    await post(server, body);
    await post(server, body);
    expect(await totals(flag)).toEqual({ on: 15, off: 0 });
  });
});

describe('OpenTelemetry’s events', () => {
  const anEvent = (flag: string, more: object = {}) => ({
    name: 'feature_flag.evaluation',
    timestamp: ago(0),
    attributes: {
      'feature_flag.key': flag,
      'feature_flag.result.variant': 'on',
      'feature_flag.result.reason': 'split',
      'feature_flag.context.id': 'kim',
      'feature_flag.set.id': 'staging',
      'feature_flag.version': '17',
      'halyard.tenant': '98chimp',
      ...more,
    },
  });

  it('are counted by variant', async () => {
    const flag = await aFlag();
    const events = [
      anEvent(flag),
      anEvent(flag),
      anEvent(flag, { 'feature_flag.result.variant': 'off', 'halyard.tenant': null }),
    ];
    expect((await post(server, { events })).body).toEqual({ accepted: 3, dropped: [] });
    expect(await totals(flag)).toEqual({ on: 2, off: 1 });
  });

  it('of errors, without a variant or of elsewhere are dropped', async () => {
    const flag = await aFlag();
    const events = [
      anEvent(flag, { 'error.type': 'flag_not_found' }),
      anEvent(flag, { 'feature_flag.result.variant': undefined }),
      anEvent(flag, { 'feature_flag.set.id': 'prod' }),
      anEvent('not a key'),
    ];
    const { body } = await post(server, { events, counts: [aCount(flag)] });
    expect(body.accepted).toBe(1);
    expect(body.dropped.map(({ pointer, reason }) => [pointer, reason])).toEqual([
      ['/events/0', 'not_an_exposure'],
      ['/events/1', 'not_an_exposure'],
      ['/events/2', 'other_environment'],
      ['/events/3', 'unknown_flag'],
    ]);
  });

  it('have to be what they are called', async () => {
    const events = [
      { ...anEvent('some_flag'), name: 'click' },
      { ...anEvent('some_flag'), timestamp: 'later' },
      { ...anEvent('some_flag'), attributes: { 'feature_flag.key': 7 } },
    ];
    const problem = await expectProblem('validation_error', post(server, { events }));
    expect(pointersOf(problem)).toEqual([
      '/events/0/name',
      '/events/1/timestamp',
      '/events/2/attributes',
    ]);
  });
});

describe('a tenant', () => {
  it('counts for itself alone, by its key and by its users', async () => {
    const flag = await aFlag();
    await ada.put('/api/admin/members/98chimp/toni', { roles: ['viewer'] });
    const client = await api.withKey({ kind: 'client', tenant: '98chimp' });
    for (const own of [client, await api.withKey({ tenant: '98chimp' }), api.as('user@98chimp')]) {
      for (const tenant of [undefined, null, '98chimp'])
        await counts(own, aCount(flag, { tenant }));
      const refused = await Promise.all(
        ['loomi', 'nobody'].map((tenant) =>
          expectProblem(
            'not_found',
            post(own, { counts: [aCount(flag), aCount(flag, { tenant })] }),
          ),
        ),
      );
      expect(refused.map(({ detail }) => detail)).toEqual([
        'No tenant "loomi"',
        'No tenant "nobody"',
      ]);
    }
    expect(await totals(flag)).toEqual({ on: 9, off: 0 });
    expect(await totals(flag, api.as('toni'))).toEqual({ on: 9, off: 0 });
  });

  it('is shown to those who may read it, and the others are not', async () => {
    const flag = await aFlag();
    await ada.put('/api/admin/members/98chimp/toni', { roles: ['viewer'] });
    const toni = api.as('toni');
    await counts(server, aCount(flag, { tenant: 'loomi', count: 7 }), aCount(flag, { count: 2 }));
    expect(await totals(flag, toni)).toEqual({ on: 0, off: 0 });
    expect((await exposures(flag, toni)).lastEvaluatedAt).toBeNull();
    const minute = ago(3 * 60 * MINUTE_MS);
    await counts(server, aCount(flag, { tenant: '98chimp', variant: 'off', minute }));
    expect(await totals(flag, toni)).toEqual({ on: 0, off: 1 });
    expect((await exposures(flag, toni)).lastEvaluatedAt).toBe(`${minute.slice(0, 16)}:00.000Z`);
    expect(await totals(flag)).toEqual({ on: 9, off: 1 });
    await expectProblem(
      'permission_denied',
      api.as('user@98chimp').get(`/api/admin/flags/${flag}/exposures`),
    );
  });

  it('does not learn of sensitive flags by counting them', async () => {
    const flag = await aFlag({ sensitive: true });
    const client = await api.withKey({ kind: 'client', tenant: '98chimp' });
    const answer = await counts(client, aCount(flag, { tenant: undefined }));
    expect(answer.dropped[0]?.reason).toBe('unknown_flag');
    expect((await counts(server, aCount(flag))).accepted).toBe(1);
  });
});

describe('a row that does not say whose it is', () => {
  it('is not written, and nothing that comes with it', async () => {
    const flag = await aFlag();
    const of = { environment: 'staging', flag, variant: 'on' };
    const row = { minute: new Date(), count: 1 };
    const repository = api.app.get(ExposuresRepository, { strict: false });
    const rows = [
      { ...row, of: { ...of, tenant: '98chimp' } },
      { ...row, of: of as never },
    ];
    await expect(repository.insert(rows)).rejects.toThrow('whose it is');
    expect(await totals(flag)).toEqual({ on: 0, off: 0 });
  });
});

describe('who counts', () => {
  it('is an application, or someone who may ask what a flag is', async () => {
    const flag = await aFlag();
    expect((await counts(api.as('vera'), aCount(flag))).accepted).toBe(1);
    await expectProblem('permission_denied', post(api.as('toni'), { counts: [] }));
  });
});

describe('what was counted', () => {
  it('is asked for by flag, environment and hours', async () => {
    const flag = await aFlag();
    const path = `/api/admin/flags/${flag}/exposures`;
    const refused = async (query: string) =>
      pointersOf(await expectProblem('validation_error', ada.get(`${path}?${query}`)));
    expect(await refused('hours=0')).toEqual(['/hours']);
    expect(await refused('hours=169')).toEqual(['/hours']);
    expect(await refused('environment=nowhere')).toEqual(['/environment']);
    await expectProblem('not_found', ada.get('/api/admin/flags/no_such_flag/exposures'));
    const { body } = await ada.get<ExposuresResponse>(path);
    expect(body).toMatchObject({
      environment: 'staging',
      bucketMinutes: 30,
      lastEvaluatedAt: null,
    });
  });
});

describe('when a flag was last evaluated', () => {
  it('is said for each environment, in the list and by every write', async () => {
    const flag = await aFlag();
    const lastOf = async () => {
      const { environments } = (await ada.flag(flag)).body;
      return Object.entries(environments).map(([key, config]) => [key, config.lastEvaluatedAt]);
    };
    expect(new Set((await lastOf()).map(([, at]) => at))).toEqual(new Set([null]));
    const minute = '2026-01-01T00:00:00.000Z'.replace(
      '2026-01-01T00:00',
      ago(MINUTE_MS).slice(0, 16),
    );
    await counts(server, aCount(flag, { minute }));
    await counts(server, aCount(flag, { minute: ago(DAY_MS) }));
    expect(Object.fromEntries(await lastOf())).toMatchObject({ staging: minute, prod: null });
    const { body } = await ada.get<FlagPageResponse>(`/api/admin/flags?q=${flag}`);
    expect(body.items[0]?.environments['staging']?.lastEvaluatedAt).toBe(minute);
    const { body: written } = await ada.configure(flag, 'staging', { state: 'on' });
    expect(written.environments['staging']?.lastEvaluatedAt).toBe(minute);
    expect((await exposures(flag)).lastEvaluatedAt).toBe(minute);
    expect(JSON.stringify(await ada.history(flag))).not.toContain('lastEvaluatedAt');
  });

  it('is never later than now, whatever a sender’s clock says', async () => {
    const flag = await aFlag();
    await counts(server, aCount(flag, { minute: ago(-4 * MINUTE_MS) }));
    const { lastEvaluatedAt } = await exposures(flag);
    expect(Date.parse(lastEvaluatedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });
});

describe('the API’s own evaluations', () => {
  const evaluate = (by: Person, key: string, query = '') =>
    by.get<EvaluateFlagResponse>(`/api/flags/eval?key=${key}${query}`);

  it('of one flag are counted, and bulk answers are not', async () => {
    const flag = await aFlag({ environments: { staging: { state: 'on' } } });
    const sensitive = await aFlag({ sensitive: true });
    await evaluate(server, flag, '&tenant=98chimp');
    await evaluate(server, flag);
    await server.post('/api/flags/sensitive-eval', { key: sensitive });
    await server.post('/api/flags/evaluate', { keys: [flag] });
    await flushed(api);
    expect(await totals(flag)).toEqual({ on: 2, off: 0 });
    expect(await totals(sensitive)).toEqual({ on: 0, off: 1 });
  });

  it('are not lost when a replica is stopped', async () => {
    const flag = await aFlag();
    const replica = await startApi(api);
    const there = replica.as('ada');
    await Promise.all(Array.from({ length: 20 }, () => evaluate(there, flag, '&tenant=loomi')));
    await replica.close();
    expect(await totals(flag)).toEqual({ on: 0, off: 20 });
  });

  it('are kept while they cannot be written', async () => {
    const flag = await aFlag();
    const replica = await startApi(api, { HALYARD_DATABASE: `test_${randomUUID()}` });
    const there = replica.as('ada');
    await replica.as('shahin').createFlag(flag);
    const connection = replica.app.get<Connection>(getConnectionToken());
    // Nothing can be written to a view.
    await connection.dropCollection('exposures');
    await connection.createCollection('exposures', { viewOn: 'flags', pipeline: [] });
    await evaluate(there, flag);
    await flushed(replica);
    await evaluate(there, flag);
    await connection.dropCollection('exposures');
    await connection.models['ExposureRecord']?.createCollection();
    await flushed(replica);
    expect(await totals(flag, there)).toEqual({ on: 0, off: 2 });
    await replica.close();
  });
});
