import type { ChangeRequestResponse } from '@halyard/contracts';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { file } from '../../test/approvals.ts';
import { describeTenantOwned } from '../../test/contracts/tenant-owned.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** In a database of its own, requests are numbered as they are filed. */
const REFS: Readonly<Record<string, string>> = { '98chimp': 'CR-000001', loomi: 'CR-000002' };

describeTenantOwned('change requests for an override', {
  api: () => api,
  roles: ['approver'],
  create: async (tenant) => {
    const change = {
      action: 'override.set',
      environment: 'prod',
      tenant,
      flag: 'gdpr_export',
      variant: 'on',
      reason: 'their DPO asked',
    };
    const { body } = await file(api.as('shahin'), { change });
    expect(body.ref).toBe(REFS[tenant]);
  },
  routes: (tenant) => {
    const path = `/api/admin/change-requests/${REFS[tenant] ?? 'CR-000404'}`;
    return [
      { method: 'GET', path },
      { method: 'GET', path: `${path}/preview` },
      { method: 'POST', path: `${path}/comments`, body: { text: 'Since when?' } },
      { method: 'POST', path: `${path}/reviews`, body: { decision: 'approve' } },
    ];
  },
  list: {
    path: '/api/admin/change-requests',
    ownerOf: ({ tenant }: ChangeRequestResponse) => tenant ?? 'platform',
  },
});
