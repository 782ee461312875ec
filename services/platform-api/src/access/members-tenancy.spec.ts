import type { MemberResponse } from '@halyard/contracts';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { describeTenantOwned } from '../../test/contracts/tenant-owned.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const path = (tenant: string) => `/api/admin/members/${tenant}/vera`;

describeTenantOwned('members', {
  api: () => api,
  roles: ['admin'],
  create: (tenant) => api.as('ada').put(path(tenant), { roles: ['viewer'] }),
  routes: (tenant) => [
    { method: 'GET', path: path(tenant) },
    { method: 'PUT', path: path(tenant), body: { roles: ['editor'] } },
  ],
  list: {
    path: '/api/admin/members',
    by: 'on',
    ownerOf: ({ on }: MemberResponse) => on,
  },
});
