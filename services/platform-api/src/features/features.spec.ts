import type { FeaturePageResponse, FeatureResponse } from '@halyard/contracts';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';

let api: TestApi;
let ada: Person;
let tessa: Person;

beforeAll(async () => {
  api = await startApi();
  ada = api.as('ada');
  tessa = api.as('tessa');
});
afterAll(() => api.close());

const features = async (query = ''): Promise<readonly FeatureResponse[]> =>
  (await tessa.get<FeaturePageResponse>(`/api/features${query}`)).body.items;
const named = async (name: string) => (await features()).find((each) => each.name === name);
const override = (flag: string, body: object, user = '') =>
  ada.put(`/api/admin/overrides/staging/98chimp/${flag}${user && `/${user}`}`, {
    variant: 'on',
    reason: 'Talk of a secret deal',
    ...body,
  });

describe('what a tenant’s own admin sees', () => {
  it('is nothing while everything is off', async () => {
    expect(await features()).toEqual([]);
  });

  it('is a flag that is on, by name, since it is on', async () => {
    const before = new Date().toISOString();
    await ada.createFlag('faster_search', {
      name: 'Faster search',
      description: 'Finds as you type.',
      environments: { staging: { state: 'on' } },
    });
    const found = await named('Faster search');
    expect(found).toEqual({
      name: 'Faster search',
      description: 'Finds as you type.',
      audience: 'everyone',
      percentage: null,
      people: null,
      pilot: false,
      since: expect.any(String) as string,
      until: null,
    });
    expect(found?.since.localeCompare(before)).not.toBe(-1);
  });

  it('is gone with the flag’s kill, and back after it', async () => {
    await ada.act('kill', 'faster_search');
    expect(await named('Faster search')).toBeUndefined();
    await ada.act('unkill', 'faster_search');
    expect(await named('Faster search')).toBeDefined();
  });

  it('says that an override is a pilot, for whom, and until when', async () => {
    await ada.createFlag('pilot_one', { name: 'The pilot' });
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    await override('pilot_one', { expiresAt });
    expect(await named('The pilot')).toMatchObject({
      audience: 'everyone',
      pilot: true,
      until: expiresAt,
    });
    await override('pilot_one', { percentage: 12.5 });
    expect(await named('The pilot')).toMatchObject({
      audience: 'share',
      percentage: 12.5,
      pilot: true,
      until: null,
    });
  });

  it('counts the people who have it by name', async () => {
    await ada.createFlag('by_name', { name: 'By name' });
    await override('by_name', {}, 'user@98chimp');
    await override('by_name', { variant: 'off' }, 'somebody');
    const found = await named('By name');
    expect(found).toMatchObject({ audience: 'people', people: 1, pilot: true });
  });

  it('says the share of a rollout by user', async () => {
    const rollout = { state: 'rollout', rollout: { percentage: 40, bucketBy: 'user' } };
    const created = await ada.createFlag('a_share', {
      name: 'A share',
      environments: { staging: rollout },
    });
    expect(created.status).toBe(201);
    expect(await named('A share')).toMatchObject({
      audience: 'share',
      percentage: 40,
      pilot: false,
    });
  });

  it('comes in pages, newest first', async () => {
    const all = await features();
    const first = await tessa.get<FeaturePageResponse>('/api/features?limit=2');
    const cursor = first.body.nextCursor;
    const second = await tessa.get<FeaturePageResponse>(
      `/api/features?limit=200&cursor=${cursor ?? ''}`,
    );
    expect([...first.body.items, ...second.body.items]).toEqual(all);
    expect(second.body.nextCursor).toBeNull();
    expect(all.map(({ since }) => since)).toEqual(
      all
        .map(({ since }) => since)
        .sort()
        .reverse(),
    );
  });
});

describe('nothing tells a tenant’s own admin', () => {
  const SECRETS = /secret|roadmap|loomi|acme|shahin|ada\b/i;

  beforeAll(async () => {
    const on = { environments: { staging: { state: 'on' } } };
    const of = (name: string, more: object) => ({ name, description: name, ...more });
    await ada.createFlag('dark_one', of('Roadmap: off', {}));
    await ada.createFlag('sensitive_one', of('Roadmap: sensitive', { ...on, sensitive: true }));
    await ada.createFlag('house_one', of('Roadmap: migration', { ...on, kind: 'operational' }));
    await ada.createFlag('switch_one', of('Roadmap: switch', { ...on, kind: 'kill_switch' }));
    await ada.createFlag('others_one', of('Roadmap: Loomi’s', {}));
    await ada.put('/api/admin/overrides/staging/loomi/others_one', {
      variant: 'on',
      reason: 'Loomi’s secret pilot',
    });
    await ada.createFlag('elsewhere_one', of('Roadmap: dev', { environments: ['dev'] }));
    await ada.createFlag('archived_one', of('Roadmap: archived', on));
    await carryThrough(api, ada, { action: 'flag.archive', key: 'archived_one', reason: 'over' });
    const scoped = { state: 'targeted', scope: { tenantSlugs: ['loomi', 'acme'] } };
    await ada.createFlag(
      'scoped_one',
      of('Roadmap: scoped', { environments: { staging: scoped } }),
    );
  });

  it('of what is off, sensitive, the platform’s own, elsewhere, archived, or another tenant’s', async () => {
    const { status, body } = await tessa.get<FeaturePageResponse>('/api/features?limit=200');
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(3);
    expect(JSON.stringify(body)).not.toMatch(SECRETS);
  });

  it('a flag’s key, or who set what and why', async () => {
    const text = JSON.stringify(await features('?limit=200'));
    expect(text).not.toMatch(/faster_search|pilot_one|by_name|"ada"|deal/);
  });
});

describe('who may look', () => {
  it('is a tenant’s own user with a role for the tenant, and nobody else', async () => {
    await expectProblem('permission_denied', api.as('user@98chimp').get('/api/features'));
    await expectProblem('permission_denied', ada.get('/api/features'));
    await expectProblem('permission_denied', api.as('toni').get('/api/features'));
    await expectProblem('permission_denied', (await api.withKey()).get('/api/features'));
  });

  it('is nobody by a role for another tenant, or for the platform', async () => {
    const leila = api.as('user@loomi');
    for (const on of ['98chimp', 'platform']) {
      await ada.put(`/api/admin/members/${on}/user@loomi`, { roles: ['viewer'] });
      await expectProblem('permission_denied', leila.get('/api/features'));
    }
    await ada.put('/api/admin/members/loomi/user@loomi', { roles: ['viewer'] });
    expect((await leila.get<FeaturePageResponse>('/api/features')).status).toBe(200);
  });

  it('gets nothing for administration with it, whatever their roles', async () => {
    const path = '/api/admin/members/98chimp/tessa';
    const { status } = await ada.put(path, { roles: ['admin', 'approver', 'operator'] });
    expect(status).toBe(200);
    for (const path of [
      '/api/admin/flags',
      '/api/admin/tenants/98chimp/flags',
      '/api/admin/tenants/matrix',
      '/api/admin/overrides',
      '/api/admin/audit',
      '/api/admin/members',
      '/api/admin/feature-requests',
      '/api/admin/change-requests',
    ]) {
      const problem = await expectProblem('permission_denied', tessa.get(path));
      expect(problem.status).toBe(403);
    }
  });

  it('learns from the API what they may do for their tenant', async () => {
    await ada.put('/api/admin/members/98chimp/tessa', { roles: ['viewer'] });
    const { body } = await tessa.get<{ permissions: string[]; tenants: object }>('/api/admin/me');
    expect(body.permissions).toEqual([]);
    expect(body.tenants).toEqual({ '98chimp': ['feature_flag:evaluate', 'feature_flag:read'] });
  });
});
