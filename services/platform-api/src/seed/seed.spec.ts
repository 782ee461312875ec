import type { FlagPageResponse } from '@halyard/contracts';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { FLAG_SEEDS } from './seed.service.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const flags = async (from: TestApi) =>
  (await from.as('vera').get<FlagPageResponse>('/api/admin/flags?sort=key&limit=200')).body.items;

it('seeds the ten flags, all off, each with a description, an owner and a kind', async () => {
  const seeded = await flags(api);
  expect(seeded.map(({ key }) => key)).toEqual([
    'cases.runtime_v1',
    'dashboard.runtime_v1',
    'gdpr_export',
    'generate.runtime_v1',
    'layout_test',
    'magic_canvas_gpu',
    'new_billing_v2',
    'shadow_read_projects',
    'tenant.runtime_v1',
    'wizard.runtime_v1',
  ]);
  expect(seeded).toHaveLength(FLAG_SEEDS.length);
  for (const { description, owner, kind, environments } of seeded) {
    expect(description).not.toBe('');
    expect(owner).not.toBe('');
    expect(FLAG_SEEDS.map((seed) => seed.kind)).toContain(kind);
    expect(Object.values(environments).map(({ state }) => state)).toEqual(['off', 'off', 'off']);
  }
  const layout = seeded.find(({ key }) => key === 'layout_test');
  expect(layout?.type).toBe('string');
  expect(Object.keys(layout?.variants ?? {})).toHaveLength(3);
});

it('leaves what operators have changed as it is at the next start', async () => {
  const shahin = api.as('shahin');
  await shahin.configure('new_billing_v2', 'staging', {
    state: 'targeted',
    scope: { tenantSlugs: ['98chimp'] },
  });
  await shahin.patch('/api/admin/flags/gdpr_export', { description: 'Rewritten by an operator.' });
  const before = await flags(api);
  const restarted = await startApi(api);
  expect(await flags(restarted)).toEqual(before);
  expect(await restarted.as('shahin').history('new_billing_v2')).toHaveLength(2);
  await restarted.close();
});
