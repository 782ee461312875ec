import type {
  OfrepBulkResponse,
  OfrepFailureResponse,
  OfrepSuccessResponse,
} from '@halyard/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApi } from '../../test/api.ts';
import type { Answer, Person, TestApi } from '../../test/api.ts';

const PATH = '/ofrep/v1/evaluate/flags';

let api: TestApi;
let shahin: Person;
let ada: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
  ada = api.as('ada');
});
afterAll(() => api.close());

type Flag = OfrepSuccessResponse & OfrepFailureResponse;

const evaluate = (key: string, context: object = {}, who = shahin): Promise<Answer<Flag>> =>
  who.post<Flag>(`${PATH}/${key}`, { context });

/** One for each person: a ticket ends with the token that it was got with, and so does an answer's tag. */
const tokens = new Map<string, Promise<string>>();
function tokenOf(who: string): Promise<string> {
  const token = tokens.get(who) ?? api.identity.issueToken(who);
  tokens.set(who, token);
  return token;
}

/** A bulk call as it is on the wire: 304 has no body. */
async function bulk(
  context: object,
  { who = 'shahin', query = '', known = '', at = api.url } = {},
): Promise<{ status: number; headers: Headers; etag: string; body: OfrepBulkResponse }> {
  const response = await fetch(`${at}${PATH}${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf(who)}`,
      'content-type': 'application/json',
      ...(known !== '' && { 'if-none-match': known }),
    },
    body: JSON.stringify({ context }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    etag: response.headers.get('etag') ?? '',
    body: (text === '' ? undefined : JSON.parse(text)) as OfrepBulkResponse,
  };
}

describe('one flag', () => {
  it('is its value, variant, reason and where they come from', async () => {
    const rule = {
      id: 'danes',
      when: [{ attribute: 'country', op: 'equals', values: ['DK'] }],
      serve: { variant: 'on' },
    };
    const { body: flag } = await shahin.createFlag('for_danes', {
      environments: { staging: { state: 'targeted', rules: [rule] } },
    });
    const { status, body } = await evaluate('for_danes', {
      targetingKey: 'mia',
      tenant: 'loomi',
      country: 'DK',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      key: 'for_danes',
      value: true,
      variant: 'on',
      reason: 'TARGETING_MATCH',
      metadata: {
        flagSetId: 'staging',
        version: expect.any(Number),
        contextId: 'mia',
        source: 'rule',
        ruleId: 'danes',
      },
    });
    expect(flag.key).toBe('for_danes');
  });

  it('that is not there, or is sensitive, is FLAG_NOT_FOUND in the same words', async () => {
    await ada.createFlag('secret_plan', { sensitive: true });
    const answers = [await evaluate('no_such_flag'), await evaluate('secret_plan')];
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body).toMatchObject({
        errorCode: 'FLAG_NOT_FOUND',
        errorDetails: 'There is no such flag',
      });
      expect(body).not.toHaveProperty('value');
    }
  });

  it('without what it is split by is TARGETING_KEY_MISSING, and has no value', async () => {
    await shahin.createFlag('by_company', {
      environments: {
        staging: { state: 'rollout', rollout: { percentage: 50, bucketBy: 'company' } },
      },
    });
    const { status, body } = await evaluate('by_company');
    expect(status).toBe(400);
    expect(body).toMatchObject({ key: 'by_company', errorCode: 'TARGETING_KEY_MISSING' });
    expect(body).not.toHaveProperty('value');
  });

  it('whose prerequisite is not met is off, with a reason that every client knows', async () => {
    await shahin.createFlag('engine_on', { environments: { staging: { state: 'on' } } });
    await shahin.createFlag('needs_engine', {
      prerequisites: [{ flag: 'engine_on', variants: ['on'] }],
      environments: { staging: { state: 'on' } },
    });
    expect((await evaluate('needs_engine')).body).toMatchObject({ value: true, reason: 'STATIC' });
    await api.as('olga').act('kill', 'engine_on');
    expect((await evaluate('needs_engine')).body).toMatchObject({
      value: false,
      reason: 'UNKNOWN',
      metadata: { source: 'prerequisite' },
    });
  });
});

describe('a tenant in the context', () => {
  const about = async (tenant: unknown, who = shahin) => {
    const { status, body } = await evaluate('gdpr_export', { tenant }, who);
    return { status, ...body };
  };

  it('is said to be unknown in the same words, be it none, archived, or another’s', async () => {
    await ada.post('/api/admin/tenants', { slug: 'gone', name: 'Gone', plan: 'free' });
    await ada.patch('/api/admin/tenants/gone', { status: 'archived' });
    const refusals = [
      await about('nobody'),
      await about('gone'),
      await about('Not a slug'),
      await about(5),
      await about('loomi', api.as('user@98chimp')),
      await about('nobody', api.as('user@98chimp')),
    ];
    for (const refusal of refusals) {
      expect(refusal).toEqual({
        status: 400,
        key: 'gdpr_export',
        errorCode: 'INVALID_CONTEXT',
        errorDetails: '/context/tenant is not a tenant here',
      });
    }
  });

  it('may be one’s own, and is there without being named', async () => {
    await shahin.createFlag('chimps_only', {
      environments: { staging: { state: 'targeted', scope: { tenantSlugs: ['98chimp'] } } },
    });
    const chimp = api.as('user@98chimp');
    for (const context of [{}, { tenant: '98chimp' }, { targetingKey: 'user@98chimp' }]) {
      expect((await evaluate('chimps_only', context, chimp)).body).toMatchObject({
        value: true,
        metadata: { contextId: 'user@98chimp' },
      });
    }
    const asAnother = await evaluate('chimps_only', { targetingKey: 'ada' }, chimp);
    expect(asAnother.body.errorCode).toBe('INVALID_CONTEXT');
  });
});

describe('an application', () => {
  it('asks for any tenant with a key for all of them, in the key’s own environment', async () => {
    const shop = await api.withKey({ environment: 'dev' });
    await shahin.createFlag('for_loomi', {
      environments: { dev: { state: 'targeted', scope: { tenantSlugs: ['loomi'] } } },
    });
    const loomi = await evaluate('for_loomi', { tenant: 'loomi', targetingKey: 'mia' }, shop);
    expect(loomi.body).toMatchObject({ value: true, metadata: { flagSetId: 'dev' } });
    expect((await evaluate('for_loomi', { tenant: 'acme' }, shop)).body.value).toBe(false);
    expect((await evaluate('for_loomi', {}, shop)).body.value).toBe(false);
  });

  it('asks for its own tenant alone with a key of one, and cannot tell whether there are others', async () => {
    const shop = await api.withKey({ kind: 'client', tenant: 'acme' });
    const own = await evaluate('gdpr_export', { tenant: 'acme', targetingKey: 'mia' }, shop);
    expect(own.body).toMatchObject({ key: 'gdpr_export', metadata: { contextId: 'mia' } });
    const others = await evaluate('gdpr_export', { tenant: 'loomi' }, shop);
    const nobodys = await evaluate('gdpr_export', { tenant: 'nobody' }, shop);
    expect([others.status, others.body]).toEqual([nobodys.status, nobodys.body]);
    expect(others.body).toMatchObject({
      errorCode: 'INVALID_CONTEXT',
      errorDetails: '/context/tenant is not a tenant here',
    });
  });

  it('gets sensitive flags with a server key alone', async () => {
    const [server, client] = [
      await api.withKey(),
      await api.withKey({ kind: 'client', tenant: 'acme' }),
    ];
    expect((await evaluate('secret_plan', {}, server)).status).toBe(200);
    expect((await evaluate('secret_plan', {}, client)).status).toBe(404);
    const { body } = await client.post<OfrepBulkResponse>(PATH, { context: {} });
    expect(body.flags.map(({ key }) => key)).not.toContain('secret_plan');
  });

  it('may say its key as X-API-Key', async () => {
    const { secret } = await api.withKey();
    const response = await fetch(`${api.url}${PATH}/gdpr_export`, {
      method: 'POST',
      headers: { 'x-api-key': secret, 'content-type': 'application/json' },
      body: '{"context":{}}',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-expose-headers')).toBe('ETag, Retry-After');
  });

  it('with a revoked key is told what one that was never made is told', async () => {
    const shop = await api.withKey();
    await ada.call('DELETE', `/api/admin/sdk-keys/${shop.key.id}`, {});
    const never = await fetch(`${api.url}${PATH}/gdpr_export`, {
      method: 'POST',
      headers: { authorization: `Bearer hlk_server_${'x'.repeat(43)}` },
    });
    const revoked = await evaluate('gdpr_export', {}, shop);
    expect([revoked.status, revoked.body]).toEqual([never.status, await never.json()]);
    expect(revoked).toMatchObject({
      status: 401,
      body: { key: 'gdpr_export', errorCode: 'GENERAL', errorDetails: 'Not a valid key' },
    });
  });
});

describe('every flag', () => {
  it('comes with its failures, without the sensitive ones', async () => {
    const { status, body } = await bulk({ tenant: 'loomi' });
    expect(status).toBe(200);
    const keys = body.flags.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['gdpr_export', 'for_danes', 'by_company']));
    expect(keys).not.toContain('secret_plan');
    expect(body.flags).toContainEqual(
      expect.objectContaining({ key: 'by_company', errorCode: 'TARGETING_KEY_MISSING' }),
    );
    expect(body.metadata).toEqual({ flagSetId: 'staging', version: expect.any(Number) });
  });

  it('is not sent again to who has it, until it changes for them', async () => {
    const before = await bulk({ tenant: 'loomi' });
    expect(before.etag).toMatch(/^"[\w-]{43}"$/);
    const again = { known: before.etag };
    expect(await bulk({ tenant: 'loomi' }, again)).toMatchObject({
      status: 304,
      etag: before.etag,
      body: undefined,
    });
    const several = `"other", W/${before.etag}`;
    expect((await bulk({ tenant: 'loomi' }, { known: several })).status).toBe(304);
    expect((await bulk({ tenant: 'loomi', country: 'DK' }, again)).status).toBe(200);
    expect((await bulk({ tenant: 'acme' }, again)).status).toBe(200);

    // Another tenant's override is nothing to this one.
    await ada.put('/api/admin/overrides/staging/acme/gdpr_export', {
      variant: 'on',
      reason: 'a test',
    });
    expect((await bulk({ tenant: 'loomi' }, again)).status).toBe(304);
    await shahin.configure('gdpr_export', 'staging', { state: 'on' });
    const after = await bulk({ tenant: 'loomi' }, again);
    expect(after.status).toBe(200);
    expect(after.etag).not.toBe(before.etag);
  });

  it('is sent again when time alone has changed an answer', async () => {
    const at = new Date(Date.now() + 1_500).toISOString();
    const opens = {
      id: 'opens',
      when: [{ attribute: 'now', op: 'after', values: [at] }],
      serve: { variant: 'on' },
    };
    await shahin.createFlag('opens_soon', {
      environments: { staging: { state: 'targeted', rules: [opens] } },
    });
    const before = await bulk({});
    let now = before;
    while (now.etag === before.etag && Date.now() < Date.parse(at) + 5_000) {
      await sleep(50);
      now = await bulk({}, { known: before.etag });
    }
    expect(now.status).toBe(200);
    expect(now.body.metadata).toEqual(before.body.metadata);
    expect(now.body.flags).toContainEqual(
      expect.objectContaining({ key: 'opens_soon', value: true }),
    );
  });
});

describe('a replica', () => {
  it('answers at the version that an event told of', async () => {
    const { version } = (await bulk({})).body.metadata;
    const query = `?flagConfigEtag=staging:${Number(version) + 1}`;
    const waiting = bulk({}, { query });
    await shahin.configure('gdpr_export', 'staging', { state: 'off' });
    const { status, body } = await waiting;
    expect(status).toBe(200);
    expect(body.metadata['version']).toBeGreaterThan(Number(version));
    expect(body.flags).toContainEqual(
      expect.objectContaining({ key: 'gdpr_export', value: false }),
    );
  });

  it('answers for one tenant at a version that only another one’s change has made', async () => {
    const application = await api.withKey();
    await ada.put('/api/admin/overrides/staging/98chimp/gdpr_export', {
      variant: 'on',
      reason: 'a test',
    });
    const { body: whole } = await application.post<OfrepBulkResponse>(PATH, { context: {} });
    const { metadata } = whole;
    const path = `${PATH}?flagConfigEtag=staging:${String(metadata['version'])}`;
    const { status, body } = await application.post<OfrepBulkResponse>(path, {
      context: { tenant: 'loomi' },
    });
    expect(status).toBe(200);
    expect(body.metadata['version']).toBeLessThan(Number(metadata['version']));
  });

  it('says when to come back where it does not get there', async () => {
    const { status, headers, body } = await bulk({}, { query: '?flagConfigEtag=staging:999999' });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toEqual({
      errorCode: 'GENERAL',
      errorDetails: 'The ruleset did not catch up in time',
    });
  });

  it.each(['', 'staging', 'prod:9999', 'staging:-1', 'staging:1e9', 'a:b:c', '%00'])(
    'ignores a tag that says nothing of its environment: "%s"',
    async (tag) => {
      expect((await bulk({}, { query: `?flagConfigEtag=${tag}` })).status).toBe(200);
    },
  );

  it('gives the same answer the same tag', async () => {
    const replica = await startApi(api);
    try {
      const here = await bulk({ tenant: 'loomi', a: 1, b: [2] });
      const there = await bulk({ b: [2], a: 1, tenant: 'loomi' }, { at: replica.url });
      expect(there.etag).toBe(here.etag);
      expect(there.body).toEqual(here.body);
    } finally {
      await replica.close();
    }
  });
});

it('says when to ask again to who asks too often', async () => {
  const limited = await startApi(api, { HALYARD_SERVER_KEY_LIMIT: '3' });
  try {
    const shop = await limited.withKey();
    const calls = Array.from({ length: 10 }, () => evaluate('gdpr_export', {}, shop));
    const refused = (await Promise.all(calls)).filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(4);
    for (const { headers, body } of refused) {
      expect(headers.get('retry-after')).toBe('1');
      expect(body).toEqual({
        key: 'gdpr_export',
        errorCode: 'GENERAL',
        errorDetails: 'Too many requests',
      });
    }
  } finally {
    await limited.close();
  }
});
