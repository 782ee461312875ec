import { HalyardProvider } from '@halyard/server-provider';
import { OpenFeature, ProviderStatus } from '@openfeature/server-sdk';
import type { EvaluationContext, EvaluationDetails } from '@openfeature/server-sdk';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExposuresResponse, ResolutionResponse } from '@halyard/contracts';
import { startApi } from '../../test/api.ts';
import type { Application, Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let ada: Person;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halyard-provider-'));
  api = await startApi();
  ada = api.as('ada');
  await seed();
});
afterAll(async () => {
  await OpenFeature.close();
  await api.close();
  await rm(folder, { recursive: true });
});

/** A flag for each lane, and tenants that they tell apart. */
async function seed(): Promise<void> {
  const rollout = { percentage: 40, bucketBy: 'user' };
  const rule = (id: string, attribute: string, value: string) => ({
    id,
    when: [{ attribute, op: 'equals', values: [value] }],
    segments: [],
    serve: { variant: 'on' },
  });
  const configurations = {
    lane_on: { state: 'on' },
    lane_off: { state: 'off' },
    lane_scope: { state: 'targeted', scope: { plans: ['pro'] } },
    lane_rollout: { state: 'rollout', rollout },
    lane_partner: { state: 'targeted', rules: [rule('partners', 'partner', 'nordic')] },
    lane_region: { state: 'targeted', rules: [rule('regions', 'region', 'eu')] },
    lane_user: { state: 'targeted', rules: [rule('users', 'targetingKey', 'u-7')] },
    lane_segment: {
      state: 'targeted',
      rules: [{ id: 'beta', when: [], segments: ['beta'], serve: { variant: 'on' } }],
    },
    lane_override: { state: 'off' },
  };
  await ada.post('/api/admin/segments', { key: 'beta', name: 'Beta' });
  const members = { list: 'included', add: ['u-3', 'u-4'] };
  await ada.post('/api/admin/segments/beta/members', members);
  await ada.patch('/api/admin/tenants/loomi', { attributes: { region: 'eu' } });
  for (const [key, staging] of Object.entries(configurations)) {
    expect((await ada.createFlag(key, { environments: { staging } })).status).toBe(201);
  }
  const override = { variant: 'on', percentage: 50, reason: 'A pilot' };
  await ada.put('/api/admin/overrides/staging/98chimp/lane_override', override);
}

const KEYS = [
  'lane_on',
  'lane_off',
  'lane_scope',
  'lane_rollout',
  'lane_partner',
  'lane_region',
  'lane_user',
  'lane_segment',
  'lane_override',
];

interface Options {
  readonly url?: string;
  readonly lastGoodFile?: string;
}

let domains = 0;

async function provide({ secret }: Application, options: Options = {}) {
  const domain = `domain-${(domains += 1)}`;
  const provider = new HalyardProvider({
    url: api.url,
    key: secret,
    initTimeout: 2_000,
    ...options,
  });
  await OpenFeature.setProviderAndWait(domain, provider);
  return { provider, client: OpenFeature.getClient(domain) };
}

const told = ({
  value,
  variant,
  reason,
}: Pick<EvaluationDetails<boolean>, 'value' | 'variant' | 'reason'>) => [value, variant, reason];

describe('the provider, beside the API itself', () => {
  it.each([
    ['all tenants', undefined],
    ['98chimp', '98chimp'],
    ['loomi', 'loomi'],
  ])('answers as it does with a key for %s', async (_, tenant) => {
    const application = await api.withKey({ tenant });
    const { client } = await provide(application);
    for (const tenantSlug of tenant === undefined ? ['98chimp', 'loomi', 'acme'] : [tenant]) {
      for (let user = 0; user < 20; user += 1) {
        const targetingKey = `u-${user}`;
        const asked = { tenantSlug, context: { targetingKey }, keys: KEYS };
        const { body } = await application.post<{ results: Record<string, ResolutionResponse> }>(
          '/api/flags/evaluate?details=true',
          asked,
        );
        const context: EvaluationContext = { targetingKey, tenant: tenantSlug };
        for (const key of KEYS) {
          const local = await client.getBooleanDetails(key, false, context);
          expect([key, ...told(local)]).toEqual([key, ...told(body.results[key] as never)]);
        }
      }
    }
  });

  it('changes its answer when the flag is changed, and tells who asked to know', async () => {
    const { client, provider } = await provide(await api.withKey());
    await ada.createFlag('followed', { environments: { staging: { state: 'off' } } });
    const changed = new Promise<void>((resolve) => {
      provider.subscribe('followed', () => {
        void client.getBooleanValue('followed', false).then((is) => is && resolve());
      });
    });
    await ada.configure('followed', 'staging', { state: 'on' });
    await changed;
    expect(await client.getBooleanValue('followed', false)).toBe(true);
  });

  it('goes on from its last-good file when the application starts again without the API', async () => {
    const lastGoodFile = join(folder, 'last-good.json');
    const own = await startApi(api);
    const application = await api.withKey({ tenant: '98chimp' });
    const before = await provide(application, { url: own.url, lastGoodFile });
    expect(before.client.providerStatus).toBe(ProviderStatus.READY);
    await before.provider.onClose();
    await own.close();
    const { client } = await provide(application, { url: own.url, lastGoodFile });
    expect(client.providerStatus).toBe(ProviderStatus.STALE);
    const context = { targetingKey: 'u-1', tenant: '98chimp' };
    expect(await client.getBooleanValue('lane_scope', false, context)).toBe(true);
    expect(await client.getBooleanValue('lane_off', true, context)).toBe(false);
  });

  it('posts what it has counted before the application ends, and none of it twice', async () => {
    await ada.createFlag('exposed', { environments: { staging: { state: 'on' } } });
    const { client, provider } = await provide(await api.withKey());
    for (let count = 0; count < 50; count += 1) await client.getBooleanValue('exposed', false);
    await provider.onClose();
    const { body } = await ada.get<ExposuresResponse>(
      '/api/admin/flags/exposed/exposures?environment=staging',
    );
    expect(body.variants.find(({ variant }) => variant === 'on')?.total).toBe(50);
    expect(body.lastEvaluatedAt).not.toBeNull();
  });
});
