import type { RulesetListResponse, SigningKeysResponse } from '@halyard/contracts';
import { compile } from '@halyard/evaluator';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Application, Person, TestApi } from '../../test/api.ts';
import type { RulesetPayload } from './ruleset-payload.ts';

let api: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await startApi();
  ada = api.as('ada');
});
afterAll(() => api.close());

const PATH = '/api/flags/ruleset';

async function download({ secret }: Application, headers: Record<string, string> = {}, from = api) {
  const response = await fetch(`${from.url}${PATH}`, {
    headers: { authorization: `Bearer ${secret}`, 'accept-encoding': 'identity', ...headers },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function keysOf({ url }: TestApi) {
  const response = await fetch(`${url}/.well-known/jwks.json`);
  return ((await response.json()) as SigningKeysResponse).keys;
}

/** The payload, after its signature was verified by the published keys. */
async function payloadOf(bytes: Buffer, from = api): Promise<RulesetPayload> {
  const [header = '', payload = '', signature = ''] = bytes.toString().split('.');
  const said = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, string>;
  expect(said).toMatchObject({ alg: 'EdDSA', typ: 'halyard-ruleset+jws' });
  const jwk = (await keysOf(from)).find(({ kid }) => kid === said['kid']);
  const key = createPublicKey({ key: jwk as never, format: 'jwk' });
  const content = Buffer.from(`${header}.${payload}`);
  expect(verify(null, content, key, Buffer.from(signature, 'base64url'))).toBe(true);
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as RulesetPayload;
}

describe('a signed ruleset', () => {
  it('is bound to environment, tenant, version and time', async () => {
    const application = await api.withKey({ tenant: '98chimp' });
    const { response, bytes } = await download(application);
    expect(response.headers.get('content-type')).toBe('application/jose');
    const payload = await payloadOf(bytes);
    expect(payload).toMatchObject({ environment: 'staging', tenant: '98chimp' });
    expect(Object.keys(payload.tenants)).toEqual(['98chimp']);
    expect(payload.ruleset.version).toBe(payload.version);
    const [issued, end] = [payload.issuedAt, payload.notAfter].map((text) => Date.parse(text));
    expect(issued).toBeLessThanOrEqual(Date.now());
    // It is signed anew long before its end.
    expect((end ?? 0) - Date.now()).toBeGreaterThan(17 * 60 * 60 * 1_000);
  });

  it('holds everyone for a key that is for everyone', async () => {
    await ada.createFlag('overridden', { environments: { staging: { state: 'off' } } });
    await ada.put('/api/admin/overrides/staging/loomi/overridden', {
      variant: 'on',
      reason: 'A pilot',
    });
    const application = await api.withKey();
    const { tenant, tenants, ruleset } = await payloadOf((await download(application)).bytes);
    expect(tenant).toBeNull();
    expect(Object.keys(tenants)).toEqual(['98chimp', 'acme', 'dk_derby', 'loomi', 'pty-zeroth']);
    expect(ruleset.overrides).toMatchObject([{ tenant: 'loomi', flag: 'overridden' }]);
    const loomi = { slug: 'loomi', plan: 'enterprise', partnerSlug: null };
    const { value } = compile(ruleset).evaluate(
      'overridden',
      { tenant: loomi },
      { now: Date.now() },
    );
    expect(value).toBe(true);
  });

  it.each([
    ['zstd', zstdDecompressSync],
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is sent as %s to who takes that', async (coding, unpacked) => {
    const application = await api.withKey();
    // fetch would unpack it by itself.
    const { request } = await import('node:http');
    const answer = await new Promise<{ coding: unknown; bytes: Buffer }>((resolve, reject) => {
      const headers = { 'x-api-key': application.secret, 'accept-encoding': coding };
      request(`${api.url}${PATH}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ coding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
        );
      })
        .on('error', reject)
        .end();
    });
    expect(answer.coding).toBe(coding);
    const plain = (await download(application)).bytes;
    expect(unpacked(answer.bytes)).toEqual(plain);
    expect(answer.bytes.length).toBeLessThan(plain.length);
  });

  it('is not sent again to who has it', async () => {
    const application = await api.withKey();
    const { response } = await download(application);
    const etag = response.headers.get('etag') ?? '';
    const again = await download(application, { 'if-none-match': etag });
    expect([again.response.status, again.bytes.length]).toEqual([304, 0]);
    await ada.createFlag('another', { environments: { staging: { state: 'on' } } });
    const after = await download(application, { 'if-none-match': etag });
    expect(after.response.status).toBe(200);
    expect((await payloadOf(after.bytes)).ruleset.flags['another']?.state).toBe('on');
  });

  it('is the same from every replica', async () => {
    const replica = await startApi(api);
    const application = await api.withKey();
    const here = await download(application);
    const least = /:(\d+):/.exec(here.response.headers.get('etag') ?? '')?.[1] ?? '';
    const there = await download(application, { 'x-min-ruleset-version': least }, replica);
    expect(there.response.headers.get('etag')).toBe(here.response.headers.get('etag'));
    expect(there.bytes).toEqual(here.bytes);
    await replica.close();
  });

  it('is verified over a change of keys', async () => {
    const application = await api.withKey();
    const before = await download(application);
    const { privateKey } = generateKeyPairSync('ed25519');
    const next = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const both = `${next}${api.variables['HALYARD_RULESET_KEY']}`;
    const changed = await startApi(api, { HALYARD_RULESET_KEY: both });
    const after = await download(application, {}, changed);
    expect(after.response.headers.get('etag')).not.toBe(before.response.headers.get('etag'));
    await payloadOf(after.bytes, changed);
    await payloadOf(before.bytes, changed);
    expect(await keysOf(changed)).toHaveLength(2);
    await changed.close();
  });

  it('is for server keys alone', async () => {
    const client = await api.withKey({ kind: 'client', tenant: 'loomi' });
    await expectProblem('permission_denied', client.get(PATH));
    await expectProblem('permission_denied', ada.get(PATH));
    await expectProblem('unauthenticated', fetch(`${api.url}${PATH}`).then(answerOf));
  });

  it('of a tenant that is archived is not there', async () => {
    const application = await api.withKey({ tenant: 'pty-zeroth' });
    await ada.patch('/api/admin/tenants/pty-zeroth', { status: 'archived' });
    await expectProblem('not_found', application.get(PATH));
  });
});

async function answerOf(response: Response) {
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe('a version', () => {
  const versionOf = async (application: Application) => {
    const { response, bytes } = await download(application);
    const { version } = await payloadOf(bytes);
    return `${version} ${response.headers.get('etag')}`;
  };

  it('moves for those alone whose ruleset a change alters', async () => {
    await ada.createFlag('scoped', {
      environments: { staging: { state: 'rollout', scope: { tenantSlugs: ['loomi'] } } },
    });
    await ada.createFlag('idle');
    const chimp = await api.withKey({ tenant: '98chimp' });
    const loomi = await api.withKey({ tenant: 'loomi' });
    const all = await api.withKey();
    const versions = () => Promise.all([chimp, loomi, all].map(versionOf));
    const moved = async (change: () => Promise<{ status: number }>) => {
      const before = await versions();
      expect((await change()).status).toBeLessThan(300);
      const after = await versions();
      return after.map((version, index) => version !== before[index]);
    };
    const percentage = (percentage: number) => ({ rollout: { percentage } });
    expect(await moved(() => ada.configure('scoped', 'staging', percentage(25)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(
      await moved(() =>
        ada.configure('scoped', 'staging', { scope: { tenantSlugs: ['loomi', 'acme'] } }),
      ),
    ).toEqual([false, false, true]);
    expect(
      await moved(() =>
        ada.put('/api/admin/overrides/staging/loomi/scoped', { variant: 'on', reason: 'x' }),
      ),
    ).toEqual([false, true, true]);
    expect(
      await moved(() => ada.patch('/api/admin/tenants/98chimp', { attributes: { region: 'eu' } })),
    ).toEqual([true, false, true]);
    expect(
      await moved(() =>
        ada.configure('scoped', 'staging', {
          scope: { partnerSlugs: ['nordic'], tenantSlugs: [] },
        }),
      ),
    ).toEqual([true, true, true]);
    // Off is off, whatever its percentage will be.
    expect(await moved(() => ada.configure('idle', 'staging', percentage(25)))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await moved(() => ada.act('kill', 'idle'))).toEqual([true, true, true]);
  });
});

describe('a ruleset that grows too large', () => {
  it('is served, and said to be too large', async () => {
    const staging = async () => {
      const { body } = await ada.get<RulesetListResponse>('/api/admin/rulesets');
      return body.items.find(({ environment }) => environment === 'staging');
    };
    const before = await staging();
    expect(before).toMatchObject({ oversized: false, stale: false });
    const large = 'x'.repeat(60 * 1024);
    const variants = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`v_${index}`, `${large}${index}`]),
    );
    const keys = Array.from({ length: 9 }, (_, index) => `large_${index}`);
    for (const key of keys) {
      const flag = { type: 'string', variants, offVariant: 'v_0' };
      expect((await ada.createFlag(key, flag)).status).toBe(201);
    }
    const after = await staging();
    expect(after).toMatchObject({ oversized: true, flags: (before?.flags ?? 0) + keys.length });
    const application = await api.withKey();
    expect((await download(application)).response.status).toBe(200);
  });
});
