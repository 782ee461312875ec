import { startMongo } from '@halyard/embedded-mongo';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectProblem, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';
import { scrape } from '../../test/metrics.ts';
import type { Scrape } from '../../test/metrics.ts';
import { openStream } from '../../test/stream.ts';
import { until } from '../../test/until.ts';
import { Metrics } from './metrics.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const inStaging = { environment: 'staging' };

describe('/metrics', () => {
  it('counts each flag evaluated, by environment, source and reason', async () => {
    const shahin = api.as('shahin');
    await shahin.createFlag('counted_on', { environments: { staging: { state: 'on' } } });
    await shahin.createFlag('counted_too', { environments: { staging: { state: 'on' } } });
    await shahin.createFlag('counted_off');
    const before = await scrape(api);
    const keys = ['counted_on', 'counted_off', 'counted_too', 'no_such_flag'];
    expect((await shahin.post('/api/flags/evaluate', { keys })).status).toBe(200);
    const after = await scrape(api);
    const grown = (labels: Record<string, string>) =>
      after.value('halyard_evaluations_total', labels) -
      before.value('halyard_evaluations_total', labels);
    expect(grown({ ...inStaging, source: 'default', reason: 'static' })).toBe(2);
    expect(grown({ ...inStaging, source: 'default', reason: 'disabled' })).toBe(1);
    expect(grown({ ...inStaging, source: 'none', reason: 'error' })).toBe(1);
  });

  it('times a call, of one flag or of several', async () => {
    const shahin = api.as('shahin');
    const timed = 'halyard_evaluation_duration_seconds_count';
    const before = await scrape(api);
    await shahin.post('/api/flags/evaluate');
    await shahin.get('/api/flags/eval?key=new_billing_v2');
    await shahin.get('/api/flags/eval?key=new_billing_v2');
    const after = await scrape(api);
    const grown = (mode: string) => after.value(timed, { mode }) - before.value(timed, { mode });
    expect([grown('bulk'), grown('single')]).toEqual([1, 2]);
  });

  it('says the version of each ruleset, its age, and that it is not stale', async () => {
    const shahin = api.as('shahin');
    const before = await scrape(api);
    await shahin.createFlag('versioned', { environments: { staging: { state: 'on' } } });
    await shahin.configure('versioned', 'staging', { state: 'off' });
    const after = await scrape(api);
    const version = 'halyard_ruleset_version';
    expect(after.value(version, inStaging)).toBe(before.value(version, inStaging) + 2);
    expect(after.value('halyard_ruleset_age_seconds', inStaging)).toBeLessThan(10);
    expect(after.value('halyard_ruleset_stale')).toBe(0);
  });

  it('times each change from its audit entry to being served', async () => {
    const served = 'halyard_change_to_serve_seconds';
    const before = await scrape(api);
    await api.as('shahin').createFlag('timed');
    const after = await scrape(api);
    expect(after.value(`${served}_count`) - before.value(`${served}_count`)).toBeGreaterThan(0);
    const seconds = after.value(`${served}_sum`) - before.value(`${served}_sum`);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(60);
  });

  it('counts the flags there are, active and archived', async () => {
    const shahin = api.as('shahin');
    const before = await scrape(api);
    await shahin.createFlag('staying');
    await shahin.createFlag('leaving');
    await carryThrough(api, shahin, { action: 'flag.archive', key: 'leaving', reason: 'over' });
    const after = await scrape(api);
    const grown = (state: string) =>
      after.value('halyard_flags', { state }) - before.value('halyard_flags', { state });
    expect([grown('active'), grown('archived')]).toEqual([1, 1]);
  });

  it('counts whether a tenant was in memory', async () => {
    const before = await scrape(api);
    await api.as('ada').patch('/api/admin/tenants/loomi', { attributes: { size: 'm' } });
    await api.as('user@loomi').post('/api/flags/evaluate');
    await api.as('user@loomi').post('/api/flags/evaluate');
    const after = await scrape(api);
    const grown = (name: string) => after.value(name) - before.value(name);
    expect(grown('halyard_tenant_cache_misses_total')).toBe(1);
    expect(grown('halyard_tenant_cache_hits_total')).toBe(1);
  });

  it('counts who follows a stream until they are gone', async () => {
    const clients = async () => (await scrape(api)).value('halyard_stream_clients');
    const before = await clients();
    const streams = await Promise.all([openStream(api, 'shahin'), openStream(api, 'ada')]);
    await Promise.all(streams.map((stream) => stream.next()));
    expect(await clients()).toBe(before + 2);
    for (const stream of streams) stream.close();
    await until(async () => (await clients()) === before);
  });

  it('counts exposures by environment', async () => {
    api.app.get(Metrics).exposures('staging', 12);
    expect((await scrape(api)).value('halyard_exposures_total', inStaging)).toBe(12);
  });

  it('times requests by method, route and status, and leaves open streams out', async () => {
    const shahin = api.as('shahin');
    await shahin.createFlag('requested');
    await shahin.get('/api/admin/flags/requested');
    await shahin.get('/api/admin/flags/no_such_flag');
    await fetch(`${api.url}/nowhere/at/all`);
    const stream = await openStream(api, 'shahin');
    await stream.next();
    stream.close();
    const metrics = await scrape(api);
    const timed = 'http_request_duration_seconds_count';
    const route = '/api/admin/flags/:key';
    expect(metrics.value(timed, { method: 'GET', route, status: '200' })).toBe(1);
    expect(metrics.value(timed, { method: 'GET', route, status: '404' })).toBe(1);
    expect(metrics.value(timed, { method: 'GET', route: 'unmatched', status: '404' })).toBe(1);
    expect(metrics.text).not.toContain('route="/api/flags/stream"');
  });
});

describe('labels', () => {
  const LABELS = ['environment', 'source', 'reason', 'mode', 'state', 'method', 'route', 'status'];
  /** Of the process, by prom-client. */
  const PROCESS = ['le', 'version', 'major', 'minor', 'patch', 'space', 'kind', 'type', 'quantile'];

  /** Everything that somebody does who has something to hide. */
  async function live(tenant: string, user: string, flag: string): Promise<void> {
    const [shahin, member] = [api.as('shahin'), api.as(`user@${tenant}`)];
    await shahin.createFlag(flag, { environments: { staging: { state: 'on' } } });
    await shahin.get(`/api/admin/flags/${flag}`);
    await shahin.get(`/api/flags/eval?key=${flag}&tenant=${tenant}&user=${user}`);
    await shahin.get(`/${tenant}/${user}/${flag}`);
    await shahin.post('/api/flags/evaluate', {
      tenantSlug: tenant,
      context: { targetingKey: user },
    });
    await member.post('/api/flags/evaluate', { keys: [flag, `not_${flag}`] });
    await member.post('/api/flags/evaluate', { environment: flag });
  }

  it('are those that are meant, and name no tenant, user or flag', async () => {
    await live('98chimp', 'someone-secret', 'secret_flag');
    const { series, text } = await scrape(api);
    const used = new Set(series.flatMap(({ labels }) => Object.keys(labels)));
    expect([...used].filter((label) => ![...LABELS, ...PROCESS].includes(label))).toEqual([]);
    expect(text).not.toMatch(/98chimp|loomi|someone-secret|secret_flag|new_billing_v2|shahin|ada/i);
  });

  it('make no more series of more tenants, users and flags', async () => {
    await live('98chimp', 'first', 'one_flag');
    const before = await scrape(api);
    await live('loomi', 'second', 'another_flag');
    await live('98chimp', 'third', 'yet_another_flag');
    const after = await scrape(api);
    expect(namesOf(after)).toEqual(namesOf(before));
  });
});

/** Series by name and labels; garbage collections come as they like. */
function namesOf({ series }: Scrape): string[] {
  const ours = series.filter(({ name }) => !name.startsWith('nodejs_gc_'));
  return ours.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`).sort();
}

describe('a token for /metrics', () => {
  let guarded: TestApi;
  beforeAll(async () => {
    guarded = await startApi(api, { HALYARD_METRICS_TOKEN: 'of-prometheus' });
  });
  afterAll(() => guarded.close());

  const read = (authorization?: string) =>
    fetch(`${guarded.url}/metrics`, { headers: authorization ? { authorization } : {} });

  it('lets in who sends it', async () => {
    const response = await read('Bearer of-prometheus');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('halyard_ruleset_version{environment="staging"}');
  });

  it('keeps out everyone else', async () => {
    const admin = await api.identity.issueToken('ada');
    for (const sent of [
      undefined,
      'Bearer',
      'Bearer of-prometheu',
      'of-prometheus',
      `Bearer ${admin}`,
    ]) {
      expect([sent, (await read(sent)).status]).toEqual([sent, 401]);
    }
    await expectProblem('unauthenticated', guarded.as('ada').get('/metrics'));
  });
});

it('counts apart in each replica of a process', async () => {
  const other = await startApi(api);
  await api.as('shahin').post('/api/flags/evaluate', { keys: ['no_such_flag'] });
  const labels = { ...inStaging, source: 'none', reason: 'error' };
  expect((await scrape(api)).value('halyard_evaluations_total', labels)).toBeGreaterThan(0);
  expect((await scrape(other)).value('halyard_evaluations_total', labels)).toBe(0);
  await other.close();
});

describe('while MongoDB is away', () => {
  const { MONGODB_URI: _, ...env } = process.env;
  const start = (more: object) => startMongo({ log: () => undefined, env, ...more });

  it('is answered, says that the rulesets are stale, and keeps what it counted', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'halyard-away-'));
    const mongo = await start({ dataDir });
    const alone = await startApi(undefined, { MONGODB_URI: mongo.uri });
    const isStale = async () => (await scrape(alone)).value('halyard_ruleset_stale') === 1;
    const before = await scrape(alone);
    expect(before.value('halyard_ruleset_stale')).toBe(0);
    await mongo.stop();
    await until(isStale);
    const away = await scrape(alone);
    for (const [name, labels] of [
      ['halyard_ruleset_version', inStaging],
      ['halyard_flags', { state: 'active' }],
    ] as const) {
      expect(away.value(name, labels)).toBeGreaterThan(0);
      expect(away.value(name, labels)).toBe(before.value(name, labels));
    }
    const again = await start({ dataDir, port: Number(new URL(mongo.uri).port) });
    await until(async () => !(await isStale()));
    await alone.close();
    await again.stop();
    await rm(dataDir, { recursive: true });
    // The driver tries by itself for ten seconds before the change stream says that it broke.
  }, 120_000);
});
