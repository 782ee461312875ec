import type { MemberPageResponse, MemberResponse, Role } from '@halyard/contracts';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let ada: Person;
beforeEach(async () => {
  api = await startApi();
  ada = api.as('ada');
});
afterEach(() => api.close());

const path = (on: string, sub: string) => `/api/admin/members/${on}/${encodeURIComponent(sub)}`;
const set = (who: Person, on: string, sub: string, roles: readonly Role[], more: object = {}) =>
  who.put<MemberResponse>(path(on, sub), { roles, ...more });
const list = async (who: Person, query = '') =>
  (await who.get<MemberPageResponse>(`/api/admin/members${query}`)).body;

describe('an admin', () => {
  it('makes others an approver, and never themselves, on the platform or on a tenant', async () => {
    await expectProblem('permission_denied', set(ada, 'platform', 'ada', ['admin', 'approver']));
    await expectProblem('permission_denied', set(ada, '98chimp', 'ada', ['approver']));
    await set(ada, 'platform', 'olga', ['admin', 'operator']);
    const olga = api.as('olga');
    expect((await set(olga, 'platform', 'ada', ['admin', 'approver'])).status).toBe(200);
    // What they have already is not given.
    expect((await set(ada, 'platform', 'ada', ['admin', 'approver', 'viewer'])).status).toBe(200);
    await set(ada, 'platform', 'ada', ['admin']);
    await expectProblem('permission_denied', set(ada, 'platform', 'ada', ['admin', 'approver']));
  });

  it('stays while they are the last one', async () => {
    await expectProblem('last_admin', set(ada, 'platform', 'ada', []));
    await expectProblem('last_admin', set(ada, 'platform', 'ada', ['editor']));
    await set(ada, '98chimp', 'vera', ['admin']);
    await expectProblem('last_admin', set(ada, 'platform', 'ada', []));
    await set(ada, 'platform', 'olga', ['admin']);
    expect((await set(ada, 'platform', 'ada', [])).status).toBe(200);
    await expectProblem('permission_denied', ada.get('/api/admin/members'));
  });

  it('may leave while the deployment names one', async () => {
    const variables = { ...api.variables, HALYARD_ADMINS: 'vera' };
    const other = await startApi({ ...api, variables });
    expect((await set(other.as('ada'), 'platform', 'ada', [])).status).toBe(200);
    expect((await list(other.as('vera'), '?sub=ada')).items).toEqual([]);
    await other.close();
  });

  it('is left when two remove each other at the same instant, on two replicas', async () => {
    await set(ada, 'platform', 'olga', ['admin']);
    const replica = await startApi(api);
    const answers = await Promise.all([
      set(ada, 'platform', 'olga', []),
      set(replica.as('olga'), 'platform', 'ada', []),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await replica.close();
  });

  it('of one tenant manages its members, and nobody on the platform', async () => {
    await set(ada, '98chimp', 'toni', ['admin']);
    const toni = api.as('toni');
    expect((await set(toni, '98chimp', 'vera', ['approver'])).status).toBe(200);
    await expectProblem('permission_denied', set(toni, 'platform', 'toni', ['admin']));
    await expectProblem('permission_denied', set(toni, '98chimp', 'toni', ['admin', 'approver']));
    expect(new Set((await list(toni)).items.map(({ on }) => on))).toEqual(new Set(['98chimp']));
    expect((await list(toni, '?on=platform')).items).toEqual([]);
  });
});
