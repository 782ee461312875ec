import type { SdkKeyKind } from '@halyard/contracts';
import { startApi } from '../../test/api.ts';
import type { Application, Person, TestApi } from '../../test/api.ts';
import { openWithKey } from '../../test/stream.ts';

/** Words of other tenants that are in the database, and must be in nothing that this one receives. */
const SECRETS = ['loomi', 'acme', 'derby', 'chimp', 'nordic', 'hush-hush', 'quiet', 'pty-zeroth'];
const OWN = 'alone';

let api: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await startApi();
  ada = api.as('ada');
  await ada.post('/api/admin/tenants', { slug: OWN, name: 'Alone', plan: 'solo' });
  await busyOthers();
});
afterAll(() => api.close());

/** Everything that there can be about others. */
async function busyOthers(): Promise<void> {
  const when = (attribute: string, value: string) => [{ attribute, op: 'in', values: [value] }];
  const rule = (id: string, more: object) => ({
    id,
    when: [],
    segments: [],
    serve: { variant: 'on' },
    ...more,
  });
  await ada.post('/api/admin/segments', { key: 'quiet_derby', name: 'Quiet Pilots' });
  const members = { list: 'included', add: ['user@dk_derby', 'user@loomi'] };
  await ada.post('/api/admin/segments/quiet_derby/members', members);
  const scoped = {
    state: 'rollout',
    scope: { tenantSlugs: ['loomi', 'acme', '98chimp'] },
    rollout: { percentage: 5 },
  };
  const ruled = {
    state: 'targeted',
    rules: [
      rule('r1', { when: when('partner', 'nordic'), serve: { variant: 'acme_special' } }),
      rule('r2', { when: when('targetingKey', 'user@loomi') }),
      rule('r3', { when: when('tenant', '98chimp') }),
      rule('r4', { segments: ['quiet_derby'] }),
    ],
  };
  const variants = { on: true, off: false, acme_special: true };
  await ada.createFlag('scoped', { environments: { staging: scoped } });
  await ada.createFlag('ruled', { variants, environments: { staging: ruled } });
  const override = { variant: 'on', reason: 'hush-hush' };
  await ada.put('/api/admin/overrides/staging/loomi/scoped', override);
}

/** What there is to read in an answer: its status, headers and body, and what stands in any JWS. */
async function readable(response: Response): Promise<string> {
  const body = await response.text();
  const parts = [...body.matchAll(/[\w-]{20,}/g)].map(([part]) =>
    Buffer.from(part, 'base64url').toString(),
  );
  return [response.status, JSON.stringify([...response.headers]), body, ...parts].join('\n');
}

const CALLS = [
  ['/api/flags/ruleset'],
  ['/api/flags/evaluate?details=true', '{"context":{"targetingKey":"me"}}'],
  ['/api/flags/evaluate', '{"tenantSlug":"other"}'],
  ['/api/flags/evaluate', '{"environment":"prod"}'],
  ['/api/flags/evaluate', '{"environment":"nowhere"}'],
  ['/api/flags/evaluate', '{"context":1}'],
  ['/api/flags/evaluate', '{'],
  ['/api/flags/eval?key=ruled&user=me'],
  ['/api/flags/eval?key=ruled&tenant=other'],
  ['/api/flags/eval?key=unknown'],
  ['/ofrep/v1/evaluate/flags', '{"context":{"targetingKey":"me"}}'],
  ['/ofrep/v1/evaluate/flags', '{"context":{"tenant":"other"}}'],
  ['/ofrep/v1/evaluate/flags/ruled', '{"context":{"targetingKey":"me"}}'],
  ['/ofrep/v1/evaluate/flags/unknown', '{"context":{}}'],
  ['/ofrep/v1/evaluate/flags/ruled', '{"context":[]}'],
  ['/.well-known/jwks.json'],
  ['/health/ready'],
  ['/metrics'],
  ['/api/admin/flags'],
  ['/api/admin/tenants'],
  ['/nowhere'],
].map(([path = '', body]) => ({ path, body }));

async function ask({ secret }: Application, path: string, body?: string): Promise<Response> {
  return fetch(`${api.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body,
  });
}

const found = (text: string) => SECRETS.filter((secret) => text.toLowerCase().includes(secret));

describe.each<SdkKeyKind>(['server', 'client'])('a tenant’s %s key', (kind) => {
  it.each(CALLS)('is told nothing of other tenants by $path', async ({ path, body }) => {
    const application = await api.withKey({ kind, tenant: OWN });
    expect(found(await readable(await ask(application, path, body)))).toEqual([]);
  });

  it('gets the same ETags and versions whatever happens to others', async () => {
    const application = await api.withKey({ kind, tenant: OWN });
    const context = '{"context":{"targetingKey":"me"}}';
    const seen = async () => {
      const ruleset = await ask(application, '/api/flags/ruleset');
      const bulk = await ask(application, '/ofrep/v1/evaluate/flags', context);
      const all = await ask(application, '/api/flags/evaluate', context);
      const etags = [ruleset, bulk].map(({ headers }) => headers.get('etag'));
      return [...etags, await bulk.text(), await all.text()];
    };
    const before = await seen();
    const percentage = kind === 'server' ? 25 : 50;
    await ada.configure('scoped', 'staging', { rollout: { percentage } });
    await ada.patch('/api/admin/tenants/loomi', { attributes: { seats: percentage } });
    const override = { variant: 'on', percentage, reason: 'hush-hush' };
    await ada.put('/api/admin/overrides/staging/acme/scoped', override);
    expect(await seen()).toEqual(before);
  });

  it('hears nothing on its stream of what happens to others', async () => {
    const application = await api.withKey({ kind, tenant: OWN });
    const stream = await openWithKey(api, application.secret);
    await stream.next();
    const percentage = kind === 'server' ? 60 : 70;
    await ada.configure('scoped', 'staging', { rollout: { percentage } });
    const created = await ada.createFlag(`for_all_${kind}`, {
      environments: ['staging'],
      state: 'on',
    });
    expect(created.status).toBe(201);
    await stream.next();
    // Two events: the version there was, and the flag that is everyone's.
    expect(stream.text().match(/^id: /gm)).toHaveLength(2);
    expect(found(stream.text())).toEqual([]);
    stream.close();
  });
});

it('the same search finds them all in what is for everyone', async () => {
  const application = await api.withKey();
  const text = await readable(await ask(application, '/api/flags/ruleset'));
  expect(found(text)).toEqual(['loomi', 'acme', 'derby', 'chimp', 'nordic', 'quiet', 'pty-zeroth']);
});
