import type { Role } from '@halyard/contracts';
import { expectProblem } from '../api.ts';
import type { Person, TestApi } from '../api.ts';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

export interface TenantOwned {
  readonly api: () => TestApi;
  /** What someone has to hold for a tenant, to do all of it there. */
  readonly roles: readonly Role[];
  /** Makes a row of the tenant’s. */
  create(tenant: string): Promise<unknown>;
  /** Every route to that row, in an order in which each finds it. */
  routes(tenant: string): readonly Route[];
  readonly list: {
    readonly path: string;
    /** Its query parameter that names a tenant, where it has one. */
    readonly by?: string;
    /** The tenant that one of its items belongs to. */
    ownerOf(item: never): string;
  };
}

const OWN = '98chimp';
const OTHER = 'loomi';
const NO_TENANT = 'no-such-tenant';

/** What every resource of a tenant keeps: to those of another one, it is not there. */
export function describeTenantOwned(resource: string, owned: TenantOwned): void {
  const { api, roles, create, routes, list } = owned;
  const toni = () => api().as('toni');

  describe(`${resource}, to someone who is there for one tenant`, () => {
    beforeAll(async () => {
      await create(OWN);
      await create(OTHER);
      const path = `/api/admin/members/${OWN}/toni`;
      const { status } = await api().as('ada').put(path, { roles });
      expect(status).toBe(200);
    });

    const listed = async (who: Person, query = '') => {
      const { status, body } = await who.get<{ items: never[] }>(`${list.path}${query}`);
      return status === 404 ? [] : body.items.map((item) => list.ownerOf(item));
    };

    it('lists those of their own tenant, and no others', async () => {
      expect(await listed(api().as('ada'))).toEqual(expect.arrayContaining([OWN, OTHER]));
      expect(new Set(await listed(toni()))).toEqual(new Set([OWN]));
    });

    if (list.by !== undefined) {
      const { by } = list;
      it('lists none for those who ask for another tenant’s', async () => {
        expect(await listed(toni(), `?${by}=${OTHER}`)).toEqual([]);
        expect(new Set(await listed(toni(), `?${by}=${OWN}`))).toEqual(new Set([OWN]));
      });
    }

    it.each(routes(OTHER).map((route, index) => ({ ...route, index })))(
      '$method $path is not there, as if there were no such tenant',
      async ({ method, path, body, index }) => {
        const theirs = await expectProblem('not_found', toni().call(method, path, body));
        const nobodys = routes(NO_TENANT)[index];
        const none = await expectProblem(
          'not_found',
          toni().call(method, nobodys?.path ?? '', nobodys?.body),
        );
        const nameless = (text = '') => text.replaceAll(OTHER, '').replaceAll(NO_TENANT, '');
        expect(nameless(theirs.detail)).toBe(nameless(none.detail));
      },
    );

    it.each(routes(OWN))('$method $path is theirs', async ({ method, path, body }) => {
      const { status } = await toni().call(method, path, body);
      expect(status).toBe(200);
    });
  });
}
