import type {
  EvaluateResponse,
  MatrixOutcomeResponse,
  ResolutionResponse,
  TenantFlagResponse,
  TenantFlagsResponse,
  TenantMatrixResponse,
  TenantResponse,
} from '@halyard/contracts';
import fc from 'fast-check';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';

const TENANTS = ['98chimp', 'acme', 'dk_derby', 'loomi', 'pty-zeroth'];

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

/** A flag with a configuration in staging. */
const flag = (key: string, staging: object, more: object = {}) =>
  shahin.createFlag(key, { ...more, environments: { staging } });

const flagsOf = async (tenant: string, query = '', who = shahin) =>
  (await who.get<TenantFlagsResponse>(`/api/admin/tenants/${tenant}/flags?limit=200${query}`)).body;

const flagOf = async (tenant: string, key: string): Promise<TenantFlagResponse | undefined> =>
  (await flagsOf(tenant, `&q=${key}`)).items.find((item) => item.key === key);

const matrix = async (query = '', who = shahin) =>
  (await who.get<TenantMatrixResponse>(`/api/admin/tenants/matrix?limit=200${query}`)).body;

const keysOf = ({ flags }: TenantMatrixResponse) => flags.map(({ key }) => key);

const slugsOf = ({ tenants }: TenantMatrixResponse) => tenants.map(({ slug }) => slug);

/** The outcome of each cell, by tenant and flag. */
function cellsOf(answer: TenantMatrixResponse): Record<string, Record<string, unknown>> {
  const { tenants, flags, cells, outcomes } = answer;
  const rows = tenants.map(({ slug }, row) => [
    slug,
    Object.fromEntries(flags.map(({ key }, column) => [key, outcomes[cells[row]?.[column] ?? -1]])),
  ]);
  return Object.fromEntries(rows) as Record<string, Record<string, unknown>>;
}

const evaluated = async (tenantSlug: string, who = shahin) =>
  (await who.post<EvaluateResponse>('/api/flags/evaluate?details=true', { tenantSlug })).body;

function outcomeOf({ bucket, ...outcome }: ResolutionResponse) {
  expect(bucket ?? 0).toBeLessThan(100);
  return outcome;
}

function resolutionOf(item: TenantFlagResponse): ResolutionResponse {
  const { key, name, lane, detail, rule, scope, decision, differs, override, ...rest } = item;
  expect([key, name, lane, detail, rule, scope, decision, differs, override]).not.toContain(
    undefined,
  );
  const { defaultVariant, offVariant, lastChangedAt, lastChangedBy, ...resolution } = rest;
  expect([defaultVariant, offVariant, lastChangedAt, lastChangedBy]).not.toContain(undefined);
  return resolution;
}

/** What both reads say is what an evaluation for each tenant says. */
async function expectAsEvaluated(who = shahin): Promise<void> {
  const cells = cellsOf(await matrix('', who));
  expect(Object.keys(cells)).toEqual(TENANTS);
  for (const tenant of TENANTS) {
    const { results = {}, version } = await evaluated(tenant, who);
    const outcomes = Object.entries(results).map(([key, result]) => [key, outcomeOf(result)]);
    expect(cells[tenant]).toEqual(Object.fromEntries(outcomes));
    const answer = await flagsOf(tenant, '', who);
    const resolutions = answer.items.map((item) => [item.key, resolutionOf(item)]);
    expect(Object.fromEntries(resolutions)).toEqual(results);
    expect(answer).toMatchObject({ environment: 'staging', tenant, version, nextCursor: null });
  }
}

describe('the flags of a tenant', () => {
  it('have the lane that decided, and who changed them last', async () => {
    await flag('lane_scope', { state: 'targeted', scope: { tenantSlugs: ['loomi'] } });
    const { body } = await shahin.flag('lane_scope');
    expect(await flagOf('loomi', 'lane_scope')).toEqual({
      key: 'lane_scope',
      name: 'lane_scope',
      value: true,
      variant: 'on',
      reason: 'TARGETING_MATCH',
      source: 'rule',
      lane: 'targeted',
      detail: 'the scope is the list, and it holds',
      rule: null,
      scope: { plans: [], tenantSlugs: ['loomi'], partnerSlugs: [] },
      decision: { by: 'shahin', at: body.environments['staging']?.updatedAt },
      differs: true,
      defaultVariant: 'off',
      offVariant: 'off',
      override: null,
      lastChangedAt: body.updatedAt,
      lastChangedBy: 'shahin',
    });
    expect(await flagOf('acme', 'lane_scope')).toMatchObject({
      value: false,
      lane: 'scope',
      differs: false,
    });
  });

  it('have the tenant’s own override, while it counts', async () => {
    await flag('lane_override', { state: 'off' });
    const expiresAt = '2100-01-01T00:00:00.000Z';
    const path = '/api/admin/overrides/staging/acme/lane_override';
    await shahin.put(path, { variant: 'on', reason: 'a pilot', expiresAt });
    await shahin.put(`${path}/u-1`, { variant: 'off', reason: 'not for her' });
    expect(await flagOf('acme', 'lane_override')).toMatchObject({
      value: true,
      lane: 'overrides',
      source: 'tenant_override',
      decision: { by: 'shahin' },
      differs: true,
      override: { variant: 'on', percentage: null, reason: 'a pilot', setBy: 'shahin', expiresAt },
    });
    expect(await flagOf('loomi', 'lane_override')).toMatchObject({ override: null, value: false });
    const dev = await flagsOf('acme', '&q=lane_override&environment=dev');
    expect(dev).toMatchObject({ environment: 'dev', items: [{ override: null, value: false }] });
  });

  it('are dark by a kill, whatever the override', async () => {
    await flag('lane_kill', { state: 'on' });
    await shahin.put('/api/admin/overrides/staging/acme/lane_kill', {
      variant: 'on',
      reason: 'a pilot',
    });
    await api.as('olga').act('kill', 'lane_kill');
    expect(await flagOf('acme', 'lane_kill')).toMatchObject({
      value: false,
      lane: 'kill_switch',
      decision: { by: 'olga' },
      differs: false,
      override: { variant: 'on' },
      lastChangedBy: 'olga',
    });
  });

  it('say who turned off a whole category', async () => {
    await flag('lane_category', { state: 'on' }, { category: 'fleet' });
    const path = '/api/admin/kill-switches/staging/fleet';
    await api.as('olga').post(path, { reason: 'a test' });
    expect(await flagOf('acme', 'lane_category')).toMatchObject({
      lane: 'kill_switch',
      detail: 'its category is killed',
      decision: { by: 'olga' },
      lastChangedBy: 'shahin',
    });
    await api.as('olga').call('DELETE', path, { reason: 'over' });
    expect(await flagOf('acme', 'lane_category')).toMatchObject({
      lane: 'on',
      decision: { by: 'shahin' },
    });
  });

  it('have the rule that decided', async () => {
    const when = [{ attribute: 'plan', op: 'equals', values: ['pro'] }];
    const rule = { id: 'pros', when, serve: { variant: 'on' } };
    await flag('lane_rule', { state: 'targeted', rules: [rule] });
    expect(await flagOf('acme', 'lane_rule')).toMatchObject({
      lane: 'rules',
      rule,
      ruleId: 'pros',
    });
    expect(await flagOf('loomi', 'lane_rule')).toMatchObject({ lane: 'targeted', rule: null });
  });

  it('have nobody behind them where another flag is not met', async () => {
    await flag('lane_basis', { state: 'targeted', scope: { tenantSlugs: ['loomi'] } });
    const prerequisites = [{ flag: 'lane_basis', variants: ['on'] }];
    await flag('lane_prerequisite', { state: 'on' }, { prerequisites });
    expect(await flagOf('acme', 'lane_prerequisite')).toMatchObject({
      lane: 'prerequisites',
      detail: 'lane_basis is not met',
      decision: null,
    });
  });

  it('are there one by one too', async () => {
    await flag('lane_alone', { state: 'on' });
    const one = (path: string, who = shahin) =>
      who.get<TenantFlagResponse>(`/api/admin/tenants/${path}`);
    expect((await one('acme/flags/lane_alone')).body).toEqual(await flagOf('acme', 'lane_alone'));
    const dev = await one('acme/flags/lane_alone?environment=dev');
    expect(dev.body).toMatchObject({ lane: 'off', value: false });
    await expectProblem('not_found', one('acme/flags/no_such_flag'));
    await expectProblem('not_found', one('nobody/flags/lane_alone'));
    await expectProblem('not_found', one('acme/flags/lane_alone', api.as('toni')));
  });

  it('are answered as for no user: a rollout by user takes the tenant as a whole', async () => {
    const rollout = { percentage: 50, bucketBy: 'user' };
    await flag('lane_user', { state: 'rollout', rollout });
    for (const tenant of TENANTS) {
      const row = await flagOf(tenant, 'lane_user');
      expect(row).toMatchObject({ lane: 'rollout', reason: 'SPLIT', source: 'rollout' });
      expect(row?.value).toBe((row?.bucket ?? 100) < 50);
    }
  });

  it('fail closed where a rollout asks for what only a user has', async () => {
    await flag('lane_device', {
      state: 'rollout',
      rollout: { percentage: 50, bucketBy: 'device' },
    });
    expect(await flagOf('acme', 'lane_device')).toMatchObject({
      value: false,
      reason: 'ERROR',
      errorCode: 'TARGETING_KEY_MISSING',
    });
    expect(cellsOf(await matrix('&q=lane_device'))['acme']?.['lane_device']).toMatchObject({
      reason: 'ERROR',
      errorCode: 'TARGETING_KEY_MISSING',
    });
  });

  it('are found by text, and by whether they differ', async () => {
    await flag('find_one', { state: 'on' }, { description: 'The Blue Door' });
    await flag('find_two', { state: 'targeted', scope: { plans: ['pro'] } }, { name: 'blue two' });
    const found = async (query: string) =>
      (await flagsOf('acme', query)).items.map(({ key }) => key);
    expect(await found('&q=blue')).toEqual(['find_one', 'find_two']);
    expect(await found('&q=blue&differs=true')).toEqual(['find_two']);
    expect(await found('&q=blue&differs=false')).toEqual(['find_one']);
    expect(await found('&q=no-such-flag')).toEqual([]);
  });

  it('come page by page', async () => {
    const all = (await flagsOf('loomi')).items.map(({ key }) => key);
    expect(all.length).toBeGreaterThan(4);
    expect(all).toEqual([...all].sort());
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/admin/tenants/loomi/flags?limit=3${cursor && `&cursor=${cursor}`}`;
      const { body } = await shahin.get<TenantFlagsResponse>(path);
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map(({ key }) => key));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all);
  });

  it('leave out what is archived', async () => {
    await flag('find_gone', { state: 'off' });
    expect(keysOf(await matrix('&q=find_gone'))).toEqual(['find_gone']);
    await carryThrough(api, shahin, { action: 'flag.archive', key: 'find_gone', reason: 'over' });
    expect(await flagOf('acme', 'find_gone')).toBeUndefined();
    expect(keysOf(await matrix('&q=find_gone'))).toEqual([]);
  });

  it.each([
    ['differs=perhaps', '/differs'],
    ['environment=qa', '/environment'],
    ['limit=201', '/limit'],
    ['cursor=nonsense', '/cursor'],
    ['colour=red', '/colour'],
  ])('are refused with ?%s', async (query, pointer) => {
    const call = shahin.get(`/api/admin/tenants/acme/flags?${query}`);
    expect(pointersOf(await expectProblem('validation_error', call))).toEqual([pointer]);
  });
});

describe('the matrix', () => {
  it('has a row for each tenant and each outcome once', async () => {
    const { tenants, flags, cells, outcomes, version } = await matrix();
    expect(tenants[0]).toEqual({
      slug: '98chimp',
      name: '98chimp',
      plan: 'pro',
      partnerSlug: 'nordic',
    });
    expect(cells.map((row) => row.length)).toEqual(TENANTS.map(() => flags.length));
    const texts = outcomes.map((outcome: MatrixOutcomeResponse) => JSON.stringify(outcome));
    expect(new Set(texts).size).toBe(texts.length);
    expect(new Set(cells.flat())).toEqual(new Set(outcomes.keys()));
    const { body } = await shahin.get<{ items: { key: string; rulesetVersion: number }[] }>(
      '/api/admin/environments',
    );
    expect(body.items.find(({ key }) => key === 'staging')?.rulesetVersion).toBe(version);
  });

  it.each([
    ['plan=pro', ['98chimp', 'acme']],
    ['partnerSlug=nordic', ['98chimp', 'dk_derby']],
    ['plan=pro&partnerSlug=nordic', ['98chimp']],
    ['tenant=loomi', ['loomi']],
    ['tenant=loomi&tenant=acme&tenant=nobody', ['acme', 'loomi']],
    ['tenant=loomi&plan=pro', []],
    ['tenantQ=CHIMP', ['98chimp']],
    ['tenantQ=a&plan=pro', ['acme']],
  ])('is of those tenants alone with ?%s', async (query, slugs) => {
    expect(slugsOf(await matrix(`&${query}`))).toEqual(slugs);
  });

  it('is of the flags that a text is found in', async () => {
    await flag('column_one', { state: 'on' });
    await flag('column_two', { state: 'off' });
    const { flags, cells, outcomes } = await matrix('&q=column_&tenant=acme');
    expect(flags).toEqual([
      { key: 'column_one', name: 'column_one', offVariant: 'off', defaultVariant: 'on' },
      { key: 'column_two', name: 'column_two', offVariant: 'off', defaultVariant: 'off' },
    ]);
    expect(cells).toEqual([[0, 1]]);
    expect(outcomes.map(({ value }) => value)).toEqual([true, false]);
  });

  it('is of the tenants alone that get something of their own with ?differs', async () => {
    await flag('differing_pros', { state: 'targeted', scope: { plans: ['pro'] } });
    await flag('differing_none', { state: 'on' });
    const { tenants, cells, flags, outcomes } = await matrix('&q=differing_&differs=true');
    expect(tenants.map(({ slug }) => slug)).toEqual(['98chimp', 'acme']);
    const variants = cells.map((row) => row.map((cell) => outcomes[cell]?.variant));
    expect(variants).toEqual([
      ['on', 'on'],
      ['on', 'on'],
    ]);
    expect(flags.map(({ defaultVariant }) => defaultVariant)).toEqual(['on', 'off']);
  });

  it('comes page by page', async () => {
    const rows: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/admin/tenants/matrix?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await shahin.get<TenantMatrixResponse>(path);
      expect(body.cells.length).toBe(body.tenants.length);
      rows.push(...slugsOf(body));
      cursor = body.nextCursor;
    }
    expect(rows).toEqual(TENANTS);
  });

  it.each([
    ['tenant=No%20Slug', '/tenant'],
    ['tenant=acme&tenant=acme', '/tenant'],
    ['environment=qa', '/environment'],
    ['limit=201', '/limit'],
  ])('is refused with ?%s', async (query, pointer) => {
    const call = shahin.get(`/api/admin/tenants/matrix?${query}`);
    expect(pointersOf(await expectProblem('validation_error', call))).toEqual([pointer]);
  });

  it('leaves out an archived tenant, which has no flags either', async () => {
    const ada = api.as('ada');
    await ada.post('/api/admin/tenants', { slug: 'gone', name: 'Gone', plan: 'free' });
    expect(slugsOf(await matrix('&tenant=gone'))).toEqual(['gone']);
    await ada.patch('/api/admin/tenants/gone', { status: 'archived' });
    expect(slugsOf(await matrix('&tenant=gone'))).toEqual([]);
    await expectProblem('not_found', shahin.get('/api/admin/tenants/gone/flags'));
  });
});

describe('the matrix as CSV', () => {
  const path = '/api/admin/tenants/matrix.csv';
  const download = async (query: string, sub = 'shahin') =>
    fetch(`${api.url}${path}?${query}`, {
      headers: { authorization: `Bearer ${await api.identity.issueToken(sub)}` },
    });

  it('has a line for each tenant and the variant of each flag', async () => {
    await flag('csv_pros', { state: 'targeted', scope: { plans: ['pro'] } });
    await flag('csv_all', { state: 'on' });
    const response = await download('q=csv_');
    expect(response.headers.get('content-type')).toBe('text/csv');
    expect((await response.text()).split('\r\n')).toEqual([
      'tenant,plan,partner,csv_all,csv_pros',
      '98chimp,pro,nordic,on,on',
      'acme,pro,,on,on',
      'dk_derby,free,nordic,on,off',
      'loomi,enterprise,,on,off',
      'pty-zeroth,enterprise,,on,off',
      '',
    ]);
    expect((await (await download('q=csv_&differs=true')).text()).split('\r\n')).toEqual([
      'tenant,plan,partner,csv_all,csv_pros',
      '98chimp,pro,nordic,on,on',
      'acme,pro,,on,on',
      '',
    ]);
  });

  it('goes on over pages, and has only the tenants that the reader may read', async () => {
    const ada = api.as('ada');
    const slugs = Array.from({ length: 201 }, (_, index) => `many-${1000 + index}`);
    await Promise.all(
      slugs.map((slug) => ada.post('/api/admin/tenants', { slug, name: slug, plan: 'many' })),
    );
    const lines = (await (await download('q=csv_all&plan=many')).text()).trim().split('\r\n');
    expect(lines.slice(1)).toEqual(slugs.map((slug) => `${slug},many,,on`));
    const own = (await (await download('q=csv_all', 'toni')).text()).trim().split('\r\n');
    expect(own.slice(1)).toEqual(['98chimp,pro,nordic,on']);
    await Promise.all(
      slugs.map((slug) => ada.patch(`/api/admin/tenants/${slug}`, { status: 'archived' })),
    );
  });

  it('is refused as the matrix is, before the first line', async () => {
    const problem = await expectProblem('validation_error', shahin.get(`${path}?environment=qa`));
    expect(pointersOf(problem)).toEqual(['/environment']);
  });
});

describe('sensitive flags', () => {
  it('are there for those alone who may evaluate them', async () => {
    await flag('kept_secret', { state: 'off' }, { sensitive: true });
    const olga = api.as('olga');
    expect((await flagsOf('acme', '&q=kept_secret')).items).toEqual([]);
    expect(keysOf(await matrix('&q=kept_secret'))).toEqual([]);
    expect((await flagsOf('acme', '&q=kept_secret', olga)).items).toHaveLength(1);
    expect(keysOf(await matrix('&q=kept_secret', olga))).toEqual(['kept_secret']);
  });
});

describe('someone who is there for one tenant', () => {
  it('sees the flags of that one; another one is not there', async () => {
    const toni = api.as('toni');
    expect((await flagsOf('98chimp', '', toni)).items.length).toBeGreaterThan(0);
    const theirs = await expectProblem('not_found', toni.get('/api/admin/tenants/loomi/flags'));
    const nobodys = await expectProblem('not_found', toni.get('/api/admin/tenants/nobody/flags'));
    expect(theirs.detail?.replace('loomi', 'nobody')).toBe(nobodys.detail);
  });

  it('is not told whom else a flag is for', async () => {
    const scope = { plans: ['free', 'pro'], tenantSlugs: ['98chimp', 'loomi'] };
    await flag('theirs_scope', { state: 'targeted', scope });
    const when = [{ attribute: 'tenant', op: 'in', values: ['98chimp', 'loomi'] }];
    const rules = [{ id: 'pilot', when, serve: { variant: 'on' } }];
    await flag('theirs_rule', { state: 'targeted', rules });
    const { items } = await flagsOf('98chimp', '&q=theirs_', api.as('toni'));
    expect(items).toEqual([
      expect.objectContaining({ key: 'theirs_rule', ruleId: 'pilot', rule: null }),
      expect.objectContaining({
        key: 'theirs_scope',
        scope: { plans: ['pro'], tenantSlugs: ['98chimp'], partnerSlugs: [] },
      }),
    ]);
    expect(JSON.stringify(items)).not.toContain('loomi');
  });

  it('sees that tenant itself, and no other', async () => {
    const toni = api.as('toni');
    const own = await toni.get<TenantResponse>('/api/admin/tenants/98chimp');
    expect(own.body).toMatchObject({ slug: '98chimp', plan: 'pro', status: 'active' });
    await expectProblem('not_found', toni.get('/api/admin/tenants/loomi'));
  });

  it('sees a matrix of that one, whichever they ask for', async () => {
    const toni = api.as('toni');
    expect(slugsOf(await matrix('', toni))).toEqual(['98chimp']);
    expect(slugsOf(await matrix('&tenant=loomi&tenant=98chimp', toni))).toEqual(['98chimp']);
    expect(await matrix('&tenant=loomi', toni)).toMatchObject({ tenants: [], cells: [] });
  });
});

describe('whatever the configuration', () => {
  const KEYS = ['any_one', 'any_two', 'any_three'];
  const some = (names: readonly string[]) => fc.subarray([...names]);
  const serves = fc.constantFrom({ variant: 'on' }, { variant: 'off' });
  const configurations = fc.record({
    state: fc.constantFrom('off', 'on', 'targeted', 'rollout'),
    serve: serves,
    scope: fc.record({
      plans: some(['pro', 'free', 'enterprise']),
      tenantSlugs: some(TENANTS),
      partnerSlugs: some(['nordic']),
    }),
    rules: fc.array(
      fc.record({
        id: fc.constant('by_plan'),
        when: some(['pro', 'free']).map((values) =>
          values.length === 0 ? [] : [{ attribute: 'plan', op: 'in', values }],
        ),
        serve: serves,
      }),
      { maxLength: 1 },
    ),
    rollout: fc.record({
      percentage: fc.constantFrom(0, 25, 50, 75, 100),
      bucketBy: fc.constantFrom('tenant', 'user', 'device'),
    }),
  });
  const overrides = fc.record({
    tenant: fc.constantFrom(...TENANTS),
    flag: fc.constantFrom(...KEYS),
    variant: fc.constantFrom('on', 'off'),
    percentage: fc.constantFrom(null, 0, 50, 100),
  });

  beforeAll(async () => {
    for (const key of KEYS) await shahin.createFlag(key);
  });

  it('both are what an evaluation for each tenant answers', async () => {
    const cases = fc.tuple(fc.tuple(...KEYS.map(() => configurations)), overrides);
    await fc.assert(
      fc.asyncProperty(cases, async ([configs, { tenant, flag: key, ...override }]) => {
        for (const [index, config] of configs.entries()) {
          const { status } = await shahin.configure(KEYS[index] ?? '', 'staging', config);
          expect(status).toBe(200);
        }
        const path = `/api/admin/overrides/staging/${tenant}/${key}`;
        const { status } = await shahin.put(path, { ...override, reason: 'a test' });
        expect(status).toBe(200);
        await expectAsEvaluated();
      }),
      { numRuns: 12 },
    );
  });

  it('so they are to someone who sees sensitive flags', () => expectAsEvaluated(api.as('olga')));
});

it.each(['matrix', 'facets', 'platform'])('no tenant is called %s', async (slug) => {
  const body = { slug, name: 'A tenant', plan: 'pro' };
  const problem = await expectProblem(
    'validation_error',
    api.as('ada').post('/api/admin/tenants', body),
  );
  expect(pointersOf(problem)).toEqual(['/slug']);
});
