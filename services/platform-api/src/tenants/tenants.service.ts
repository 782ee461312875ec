import { Injectable } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type {
  Fault,
  ListTenantsQuery,
  ScopeDto,
  TenantFacetsResponse,
  TenantPageResponse,
  TenantResponse,
} from '@halyard/contracts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { toTenantResponse } from './tenant.response.ts';
import type { Tenant } from './tenant.ts';
import { TenantsRepository } from './tenants.repository.ts';

@Injectable()
export class TenantsService {
  constructor(private readonly tenants: TenantsRepository) {}

  async list({ cursor, limit = 50, ...filter }: ListTenantsQuery): Promise<TenantPageResponse> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor)[0];
    const found = await this.tenants.list({ ...filter, after, limit: limit + 1 });
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.slug, last._id]);
    return { items: items.map(toTenantResponse), nextCursor };
  }

  async get(slug: string): Promise<TenantResponse> {
    const tenant = await this.tenants.bySlug(slug);
    if (tenant === null) throw new DomainError('not_found', { detail: `No tenant "${slug}"` });
    return toTenantResponse(tenant);
  }

  /** The tenant to evaluate for; null where there is none, or it is archived. */
  async active(slug: string): Promise<Tenant | null> {
    const tenant = await this.tenants.bySlug(slug);
    return tenant?.status === 'active' ? tenant : null;
  }

  /** Notes the ruleset versions of a change that was the tenant's alone. Only within its transaction. */
  noteVersions(slug: string, versions: Readonly<Record<string, number>>): Promise<void> {
    return this.tenants.noteVersions(slug, versions);
  }

  async facets(): Promise<TenantFacetsResponse> {
    const [plans, partnerSlugs] = await Promise.all([
      this.tenants.distinct('plan'),
      this.tenants.distinct('partnerSlug'),
    ]);
    return { plans, partnerSlugs };
  }

  /** What a scope names that does not exist. */
  async unknownIn(scope: ScopeDto, pointer: string): Promise<Fault[]> {
    const { plans, partnerSlugs } = await this.facets();
    const { tenantSlugs = [] } = scope;
    const tenants = tenantSlugs.length === 0 ? [] : await this.tenants.active(tenantSlugs);
    return [
      ...strangers(scope.plans, plans, 'plan', `${pointer}/plans`),
      ...strangers(tenantSlugs, tenants, 'tenant', `${pointer}/tenantSlugs`),
      ...strangers(scope.partnerSlugs, partnerSlugs, 'partner', `${pointer}/partnerSlugs`),
    ].slice(0, LIMITS.pageSize);
  }
}

function strangers(
  named: readonly string[] = [],
  known: readonly string[],
  what: 'plan' | 'tenant' | 'partner',
  pointer: string,
): Fault[] {
  const allowed = what === 'tenant' ? 'name an active tenant' : `known are ${known.join(', ')}`;
  return named.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ pointer: `${pointer}/${index}`, message: `there is no ${what} "${name}"; ${allowed}` }],
  );
}
