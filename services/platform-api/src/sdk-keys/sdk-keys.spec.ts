import type { SdkKeyPageResponse, SdkKeyResponse } from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { expectProblem, Person, pointersOf, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { chainOf } from '../../test/audit.ts';

let api: TestApi;
let replica: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await startApi();
  replica = await startApi(api);
  ada = api.as('ada');
});
afterAll(async () => {
  await replica.close();
  await api.close();
});

const PATH = '/api/admin/sdk-keys';
const EVALUATE = '/api/flags/evaluate';
const revoke = (id: string) => ada.call<SdkKeyResponse>('DELETE', `${PATH}/${id}`, {});
const elsewhere = (secret: string) => new Person(replica.url, () => Promise.resolve(secret));

describe('an SDK key', () => {
  it('opens evaluation in its environment, as a bearer token or in X-API-Key', async () => {
    await ada.createFlag('keyed', { environments: { staging: { state: 'on' } } });
    const application = await api.withKey();
    expect(await application.sees('keyed', 'loomi')).toBe(true);
    const { status } = await fetch(`${api.url}${EVALUATE}`, {
      method: 'POST',
      headers: { 'x-api-key': application.secret, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(status).toBe(200);
    const problem = await expectProblem(
      'validation_error',
      application.post(EVALUATE, { environment: 'prod' }),
    );
    expect(pointersOf(problem)).toEqual(['/environment']);
  });

  it('opens nothing else', async () => {
    const application = await api.withKey();
    for (const path of ['/api/admin/flags', PATH, '/api/admin/me', '/api/admin/audit']) {
      await expectProblem('permission_denied', application.get(path));
    }
    await expectProblem('permission_denied', application.post('/api/admin/flags', { key: 'no' }));
    await expectProblem(
      'permission_denied',
      application.post('/api/admin/evaluate/explain', { key: 'keyed' }),
    );
  });

  it('of a tenant answers for that tenant, and knows no other', async () => {
    const application = await api.withKey({ tenant: '98chimp' });
    const { body } = await application.post<{ tenant: string }>(EVALUATE);
    expect(body.tenant).toBe('98chimp');
    const theirs = await expectProblem(
      'not_found',
      application.post(EVALUATE, { tenantSlug: 'loomi' }),
    );
    const none = await expectProblem(
      'not_found',
      application.post(EVALUATE, { tenantSlug: 'nobody' }),
    );
    expect(theirs.detail?.replace('loomi', 'nobody')).toBe(none.detail);
  });

  it('keeps sensitive flags from clients', async () => {
    await ada.createFlag('secret_sauce', {
      sensitive: true,
      environments: { dev: { state: 'off' } },
    });
    const client = await api.withKey({ kind: 'client', tenant: 'loomi' });
    const server = await api.withKey();
    const ask = { key: 'secret_sauce', tenantSlug: 'loomi' };
    await expectProblem('permission_denied', client.post('/api/flags/sensitive-eval', ask));
    await expectProblem('not_found', client.get('/api/flags/eval?key=secret_sauce'));
    const { status } = await server.post('/api/flags/sensitive-eval', ask);
    expect(status).toBe(200);
  });

  it('is shown once, and kept as a hash', async () => {
    const { secret, key } = await api.withKey({ name: 'Shown once' });
    expect(secret).toMatch(/^hlk_server_[\w-]{43}$/);
    const { body: again } = await ada.get<SdkKeyResponse>(`${PATH}/${key.id}`);
    expect(again).toMatchObject({ id: key.id, name: 'Shown once', hint: secret.slice(-4) });
    const connection = api.app.get<Connection>(getConnectionToken());
    const collections = (await connection.db?.collections()) ?? [];
    const everything = await Promise.all(collections.map((one) => one.find().toArray()));
    expect(JSON.stringify(everything)).not.toContain(secret);
    expect(JSON.stringify(everything)).toContain(key.id);
  });

  it('says when it was used last', async () => {
    const application = await api.withKey();
    expect(application.key.lastUsedAt).toBeNull();
    await application.post(EVALUATE);
    const used = async (): Promise<string> => {
      const { body } = await ada.get<SdkKeyResponse>(`${PATH}/${application.key.id}`);
      return body.lastUsedAt ?? (await used());
    };
    expect(Math.abs(Date.now() - Date.parse(await used()))).toBeLessThan(60_000);
  });

  it('is revoked at once, on every replica, for good', async () => {
    const application = await api.withKey();
    const { secret, key } = application;
    const there = elsewhere(secret);
    const isRefused = async (): Promise<void> => {
      const { status } = await there.post(EVALUATE);
      if (status !== 401) await isRefused();
    };
    while ((await there.post(EVALUATE)).status !== 200);
    const { body } = await revoke(key.id);
    expect(body.revokedAt).not.toBeNull();
    await expectProblem('unauthenticated', application.post(EVALUATE));
    await isRefused();
    const restarted = await startApi(api);
    await expectProblem(
      'unauthenticated',
      new Person(restarted.url, () => Promise.resolve(secret)).post(EVALUATE),
    );
    await restarted.close();
  });

  it('that nobody made looks like one that was revoked', async () => {
    const { secret, key } = await api.withKey();
    await revoke(key.id);
    const as = (text: string) =>
      expectProblem(
        'unauthenticated',
        new Person(api.url, () => Promise.resolve(text)).post(EVALUATE),
      );
    const [revoked, unknown] = [await as(secret), await as(`hlk_server_${'x'.repeat(43)}`)];
    expect({ ...revoked, requestId: '' }).toEqual({ ...unknown, requestId: '' });
  });

  it('may ask so often a second, and is told how long to wait', async () => {
    const limited = await startApi(api, { HALYARD_SERVER_KEY_LIMIT: '3' });
    const application = await api.withKey();
    const there = new Person(limited.url, () => Promise.resolve(application.secret));
    while ((await there.post(EVALUATE)).status === 401);
    const answers = await Promise.all(Array.from({ length: 10 }, () => there.post(EVALUATE)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.body).toMatchObject({ code: 'rate_limited', retryAfter: 1 });
    await limited.close();
  });
});

describe('making one', () => {
  it('is for admins, and audited without the secret', async () => {
    await expectProblem('permission_denied', api.as('shahin').createKey());
    const { secret, key } = await api.withKey({
      tenant: '98chimp',
      rationale: 'The new shop',
    } as never);
    const chain = await chainOf(api, '98chimp');
    const entry = chain.find(({ after }) => JSON.stringify(after).includes(key.id));
    expect(entry).toMatchObject({
      source: 'sdk_key',
      rationale: 'The new shop',
      tenant: '98chimp',
    });
    expect(JSON.stringify(chain)).toContain(key.id);
    expect(JSON.stringify(chain)).not.toContain(secret);
  });

  it('says what is wrong with it', async () => {
    const pointers = async (key: object) =>
      pointersOf(await expectProblem('validation_error', ada.createKey(key)));
    expect(await pointers({ kind: 'client' })).toEqual(['/tenant']);
    expect(await pointers({ kind: 'other' })).toEqual(['/kind']);
    expect(await pointers({ environment: 'nowhere' })).toEqual(['/environment']);
    expect(await pointers({ origins: ['https://a.example.com'] })).toEqual(['/origins']);
    expect(await pointers({ origins: ['*'] })).toEqual(['/origins']);
    await expectProblem('not_found', ada.createKey({ tenant: 'nobody' }));
  });

  it('cannot wait for others: whoever makes it sees the secret', async () => {
    const change = { action: 'sdk_key.create', kind: 'server', name: 'Later', environment: 'dev' };
    const problem = await expectProblem(
      'validation_error',
      ada.post('/api/admin/change-requests', { change, rationale: 'Later' }),
    );
    expect(pointersOf(problem)).toEqual(['/change/action']);
  });
});

describe('a browser', () => {
  const ask = (origin: string, secret: string) =>
    fetch(`${api.url}${EVALUATE}`, {
      method: 'POST',
      headers: { origin, authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{}',
    });
  const preflight = (path: string, origin: string) =>
    fetch(`${api.url}${path}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  it('is let in from the origins that a key names, and from no other', async () => {
    const [shop, other] = ['https://shop.example.com', 'https://other.example.com'];
    const client = await api.withKey({ kind: 'client', tenant: 'loomi' });
    expect((await ask(shop, client.secret)).status).toBe(403);
    expect((await preflight(EVALUATE, shop)).headers.get('access-control-allow-origin')).toBeNull();
    await ada.patch(`${PATH}/${client.key.id}`, { origins: [shop] });
    const answer = await ask(shop, client.secret);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(shop);
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag, Retry-After');
    const before = await preflight('/ofrep/v1/evaluate/flags', shop);
    expect(before.headers.get('access-control-allow-origin')).toBe(shop);
    expect((await ask(other, client.secret)).status).toBe(403);
    expect(
      (await preflight(EVALUATE, other)).headers.get('access-control-allow-origin'),
    ).toBeNull();
    const admin = await preflight('/api/admin/flags', shop);
    expect(admin.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is not let in with the secret of a server', async () => {
    const { secret } = await api.withKey();
    expect((await ask('https://shop.example.com', secret)).status).toBe(403);
  });
});

describe('to someone who manages one tenant', () => {
  it('its keys are theirs, and others are not there', async () => {
    await ada.put('/api/admin/members/98chimp/toni', { roles: ['admin'] });
    const toni = api.as('toni');
    const { body: own, status } = await toni.createKey({ tenant: '98chimp' });
    expect(status).toBe(201);
    const others = [await api.withKey({ tenant: 'loomi' }), await api.withKey()];
    for (const { key } of others) {
      const path = `${PATH}/${key.id}`;
      await expectProblem('not_found', toni.get(path));
      await expectProblem('not_found', toni.patch(path, { name: 'Mine' }));
      await expectProblem('not_found', toni.call('DELETE', path, {}));
    }
    await expectProblem('not_found', toni.createKey({ tenant: 'loomi' }));
    await expectProblem('permission_denied', toni.createKey());
    const { body } = await toni.get<SdkKeyPageResponse>(PATH);
    expect(new Set(body.items.map(({ tenant }) => tenant))).toEqual(new Set(['98chimp']));
    expect((await toni.patch(`${PATH}/${own.id}`, { name: 'Renamed' })).status).toBe(200);
    expect((await toni.call('DELETE', `${PATH}/${own.id}`, {})).status).toBe(200);
  });
});
