import type { TenantResponse } from '@halyard/contracts';
import { attributesOf } from './tenant.ts';
import type { Tenant } from './tenant.ts';

export function toTenantResponse(tenant: Tenant): TenantResponse {
  const { slug, name, plan, partnerSlug, status, version } = tenant;
  return {
    slug,
    name,
    plan,
    partnerSlug,
    attributes: attributesOf(tenant),
    status,
    version,
    createdAt: tenant.createdAt.toISOString(),
    updatedAt: tenant.updatedAt.toISOString(),
  };
}
