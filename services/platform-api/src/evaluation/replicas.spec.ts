import { getConnectionToken } from '@nestjs/mongoose';
import { startMongo } from '@halyard/embedded-mongo';
import type { RunningMongo } from '@halyard/embedded-mongo';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { expectProblem, Person, pointersOf, startApi } from '../../test/api.ts';
import type { Application, TestApi } from '../../test/api.ts';
import { openWithKey } from '../../test/stream.ts';
import { until } from '../../test/until.ts';
import { AuditTail } from '../audit/audit-tail.ts';

interface Evaluated {
  readonly version: number;
  readonly stale: boolean;
  readonly flags: Readonly<Record<string, unknown>>;
}

const EVALUATE = '/api/flags/evaluate';
const on = (...environments: string[]) => ({
  environments: Object.fromEntries(environments.map((key) => [key, { state: 'on' }])),
});
const at = ({ url }: TestApi, { secret }: Application) =>
  new Person(url, () => Promise.resolve(secret));

describe('replicas of one database', () => {
  let api: TestApi;
  let replicas: TestApi[];
  beforeAll(async () => {
    api = await startApi();
    replicas = [await startApi(api), await startApi(api)];
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close();
    await api.close();
  });

  it('serve a write to who names its version, whichever one was written to', async () => {
    const application = await api.withKey();
    for (let index = 0; index < 10; index += 1) {
      const created = await api.as('shahin').createFlag(`written_${index}`, on('staging'));
      const version = created.headers.get('x-ruleset-version') ?? '';
      for (const replica of replicas) {
        await until(async () => (await at(replica, application).post(EVALUATE)).status === 200);
        const { body } = await at(replica, application).call<Evaluated>(
          'POST',
          EVALUATE,
          {},
          {
            'x-min-ruleset-version': version,
          },
        );
        expect(body.flags[`written_${index}`]).toBe(true);
      }
    }
  });

  it('say that they lag behind, rather than answer with less', async () => {
    const application = await api.withKey();
    const ask = (version: string) =>
      application.call('POST', EVALUATE, {}, { 'x-min-ruleset-version': version });
    const lagging = ask('999999');
    await expectProblem('unavailable', lagging);
    expect((await lagging).headers.get('retry-after')).toBe('1');
    const problem = await expectProblem('validation_error', ask('soon'));
    expect(pointersOf(problem)).toEqual(['/X-Min-Ruleset-Version']);
  });

  it('load everything anew where the place to resume from is lost', async () => {
    const [replica] = replicas as [TestApi];
    const application = await api.withKey();
    const tail = replica.app.get(AuditTail, { strict: false });
    const inside = tail as unknown as { resumeToken: unknown; stream: { close(): Promise<void> } };
    await until(async () => (await at(replica, application).post(EVALUATE)).status === 200);
    let losses = 0;
    tail.lost.subscribe(() => (losses += 1));
    inside.resumeToken = { _data: '00' };
    await inside.stream.close();
    await api.as('shahin').createFlag('meanwhile', on('staging'));
    await until(async () => (await at(replica, application).sees('meanwhile')) === true);
    expect(losses).toBe(1);
  });

  it('read a few large batches where one change touches many tenants', async () => {
    const ada = api.as('ada');
    const slugs = Array.from({ length: 200 }, (_, index) => `crowd-${index}`);
    for (const slug of slugs) {
      await ada.post('/api/admin/tenants', { slug, name: slug, plan: 'crowd' });
    }
    await ada.createFlag('crowded', { environments: { staging: { state: 'targeted' } } });
    const application = await api.withKey();
    const askAll = () => Promise.all(slugs.map((slug) => application.sees('crowded', slug)));
    expect(new Set(await askAll())).toEqual(new Set([false]));
    const connection = api.app.get<Connection>(getConnectionToken());
    await connection.db?.command({ profile: 2 });
    await ada.configure('crowded', 'staging', { scope: { plans: ['crowd'] } });
    expect(new Set(await askAll())).toEqual(new Set([true]));
    await connection.db?.command({ profile: 0 });
    const reads = await connection.db?.collection('system.profile').countDocuments({
      op: 'query',
      ns: /\.overrides$/,
      'command.filter.tenant': { $exists: true },
    });
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(20);
  });
});

describe('while MongoDB is away', () => {
  let folder: string;
  let mongo: RunningMongo;
  let api: TestApi;
  let application: Application;

  const startAgain = (port?: number) =>
    startMongo({
      dataDir: folder,
      port,
      log: () => undefined,
      env: { ...process.env, MONGODB_URI: '' },
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'halyard-away-'));
    mongo = await startAgain();
    api = await startApi(undefined, { MONGODB_URI: mongo.uri });
    await api.as('shahin').createFlag('lasting', on('staging'));
    application = await api.withKey();
    expect(await application.sees('lasting', 'loomi')).toBe(true);
  });
  afterAll(async () => {
    await api.close();
    await mongo.stop();
    await rm(folder, { recursive: true });
  });

  const answer = async () =>
    (await application.post<Evaluated>(EVALUATE, { tenantSlug: 'loomi' })).body;
  const ready = async () => {
    const response = await fetch(`${api.url}/health/ready`);
    return { ok: response.ok, ...((await response.json()) as { status: string }) };
  };

  it('flags are served from memory, and said to be stale, until it is back', async () => {
    expect(await answer()).toMatchObject({ stale: false, flags: { lasting: true } });
    expect(await ready()).toMatchObject({ ok: true, status: 'ok' });
    const port = Number(new URL(mongo.uri).port);
    await mongo.stop();
    await until(async () => (await answer()).stale);
    expect((await answer()).flags['lasting']).toBe(true);
    expect(await ready()).toMatchObject({ ok: true, status: 'stale' });
    const download = await fetch(`${api.url}/api/flags/ruleset`, {
      headers: { authorization: `Bearer ${application.secret}` },
    });
    expect([200, 503]).toContain(download.status);
    const stream = await openWithKey(api, application.secret);
    expect((await stream.next()).environment).toBe('staging');
    mongo = await startAgain(port);
    await until(async () => !(await answer()).stale);
    const created = await api.as('shahin').createFlag('after_it', on('staging'));
    expect(created.status).toBe(201);
    expect((await stream.next()).version).toBeGreaterThan(0);
    stream.close();
    expect(await application.sees('after_it', 'loomi')).toBe(true);
  });
});
