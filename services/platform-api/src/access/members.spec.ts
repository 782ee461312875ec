import type { MemberPageResponse, MemberResponse, Role } from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { chainOf } from '../../test/audit.ts';
import { DEMO_MEMBERS } from '../seed/demo.ts';

let api: TestApi;
let ada: Person;
const start = async () => {
  api = await startApi();
  ada = api.as('ada');
};
const stop = () => api.close();

const path = (on: string, sub: string) => `/api/admin/members/${on}/${encodeURIComponent(sub)}`;
const set = (who: Person, on: string, sub: string, roles: readonly Role[], more: object = {}) =>
  who.put<MemberResponse>(path(on, sub), { roles, ...more });
const list = async (who: Person, query = '') =>
  (await who.get<MemberPageResponse>(`/api/admin/members${query}`)).body;

describe('who holds which roles', () => {
  beforeAll(start);
  afterAll(stop);

  it('is listed by where, then by whom, in pages', async () => {
    const { items } = await list(ada);
    expect(items).toHaveLength(DEMO_MEMBERS.length);
    expect(items[0]).toEqual({ sub: 'tessa', on: '98chimp', roles: ['viewer'], version: 1 });
    expect(items[1]).toEqual({ sub: 'toni', on: '98chimp', roles: ['approver'], version: 1 });
    expect(items.slice(2).map(({ sub }) => sub)).toEqual([
      'ada',
      'marco',
      'olga',
      'roberto',
      'shahin',
      'vera',
    ]);
    const first = await list(ada, '?limit=3');
    const second = await list(ada, `?limit=3&cursor=${first.nextCursor}`);
    const third = await list(ada, `?limit=3&cursor=${second.nextCursor}`);
    expect([...first.items, ...second.items, ...third.items]).toEqual(items);
    expect(third.nextCursor).toBeNull();
  });

  it('is found by person and by place', async () => {
    await set(ada, 'loomi', 'vera', ['editor']);
    const places = async (query: string) => (await list(ada, query)).items.map(({ on }) => on);
    expect(await places('?sub=vera')).toEqual(['loomi', 'platform']);
    expect(await places('?sub=vera&on=loomi')).toEqual(['loomi']);
    expect(await places('?on=98chimp')).toEqual(['98chimp', '98chimp']);
    expect(await places('?on=acme')).toEqual([]);
  });

  it('is for admins alone', async () => {
    for (const sub of ['vera', 'shahin', 'marco', 'olga', 'toni', 'user@loomi']) {
      await expectProblem('permission_denied', api.as(sub).get('/api/admin/members'));
      await expectProblem('permission_denied', api.as(sub).get(path('platform', 'vera')));
      await expectProblem('permission_denied', set(api.as(sub), 'loomi', sub, ['viewer']));
    }
  });
});

describe('setting someone’s roles', () => {
  beforeAll(start);
  afterAll(stop);

  it('counts from their next request on, for that tenant alone', async () => {
    const me = async () => (await api.as('toni').get<object>('/api/admin/me')).body;
    expect(await me()).toMatchObject({
      permissions: [],
      tenants: {
        '98chimp': ['feature_flag:approve', 'feature_flag:evaluate', 'feature_flag:read'],
      },
    });
    await set(ada, '98chimp', 'toni', ['auditor']);
    expect(await me()).toMatchObject({
      permissions: [],
      tenants: { '98chimp': ['audit:read', 'feature_flag:read'] },
    });
    await set(ada, 'platform', 'toni', ['viewer']);
    expect(await me()).toMatchObject({
      permissions: ['feature_flag:evaluate', 'feature_flag:read'],
      tenants: { '98chimp': ['audit:read', 'feature_flag:evaluate', 'feature_flag:read'] },
    });
  });

  it('is audited: what is on a tenant in that tenant’s trail, the rest in the platform’s', async () => {
    await set(ada, 'loomi', 'lena', ['editor'], { rationale: 'Looks after Loomi' });
    await set(ada, 'platform', 'vera', ['editor']);
    const entry = (await chainOf(api, 'loomi')).at(-1);
    expect(entry).toMatchObject({
      action: 'member.set',
      source: 'member',
      actor: 'ada',
      tenant: 'loomi',
      before: null,
      after: { sub: 'lena', on: 'loomi', roles: ['editor'] },
      rationale: 'Looks after Loomi',
    });
    expect((await chainOf(api)).at(-1)).toMatchObject({
      tenant: null,
      before: { sub: 'vera', roles: ['viewer'] },
      after: { sub: 'vera', roles: ['editor'] },
    });
  });

  it('to what they are already is nothing, whatever the order', async () => {
    await set(ada, 'loomi', 'iris', ['editor', 'auditor']);
    const { body } = await set(ada, 'loomi', 'iris', ['auditor', 'editor']);
    expect(body).toMatchObject({ roles: ['editor', 'auditor'], version: 1 });
    const entries = (await chainOf(api, 'loomi')).filter(({ after }) =>
      JSON.stringify(after).includes('iris'),
    );
    expect(entries).toHaveLength(1);
  });

  it('to none takes the membership away, for good, and its versions go on', async () => {
    await set(ada, 'loomi', 'noor', ['editor']);
    const { body } = await set(ada, 'loomi', 'noor', []);
    expect(body).toEqual({ sub: 'noor', on: 'loomi', roles: [], version: 2 });
    await expectProblem('not_found', ada.get(path('loomi', 'noor')));
    expect((await list(ada, '?sub=noor')).items).toEqual([]);
    await expectProblem('version_conflict', set(ada, 'loomi', 'noor', ['viewer'], { version: 1 }));
    const again = await set(ada, 'loomi', 'noor', ['viewer'], { version: 2 });
    expect(again.body.version).toBe(3);
  });

  it('is refused for a tenant that there is not, an unknown role, or a subject that is none', async () => {
    await expectProblem('not_found', set(ada, 'nowhere', 'vera', ['viewer']));
    const roles = await expectProblem(
      'validation_error',
      ada.put(path('platform', 'vera'), { roles: ['root'] }),
    );
    expect(pointersOf(roles)).toEqual(['/roles']);
    const sub = await expectProblem(
      'validation_error',
      set(ada, 'platform', 'x'.repeat(257), ['viewer']),
    );
    expect(pointersOf(sub)).toEqual(['/sub']);
  });

  it('survives a restart: the seeds give nothing back', async () => {
    await set(ada, 'platform', 'vera', []);
    await set(ada, '98chimp', 'toni', ['editor']);
    const before = await list(ada);
    const restarted = await startApi(api);
    expect(await list(restarted.as('ada'))).toEqual(before);
    await restarted.close();
  });
});
