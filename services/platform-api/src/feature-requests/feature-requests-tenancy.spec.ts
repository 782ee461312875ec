import type { FeatureRequestResponse } from '@halyard/contracts';
import { randomUUID } from 'node:crypto';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { describeTenantOwned } from '../../test/contracts/tenant-owned.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describeTenantOwned('feature requests', {
  api: () => api,
  roles: ['editor'],
  create: async (tenant) => {
    const sub = `user@${tenant}`;
    await api.as('ada').put(`/api/admin/members/${tenant}/${sub}`, { roles: ['viewer'] });
    for (const title of ['One', 'Two']) {
      const headers = { 'idempotency-key': randomUUID() };
      const made = await api.as(sub).call('POST', '/api/feature-requests', { title }, headers);
      expect(made.status).toBe(201);
    }
  },
  routes: (tenant) => {
    const path = `/api/admin/feature-requests/${tenant}`;
    return [
      { method: 'GET', path: `${path}/1` },
      { method: 'POST', path: `${path}/1/actions/accept`, body: { flag: 'gdpr_export' } },
      { method: 'POST', path: `${path}/2/actions/decline`, body: { reason: 'Not now' } },
    ];
  },
  list: {
    path: '/api/admin/feature-requests',
    by: 'tenant',
    ownerOf: ({ tenant }: FeatureRequestResponse) => tenant,
  },
});
