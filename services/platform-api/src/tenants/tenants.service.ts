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
import type { ProjectedTenant } from '@halyard/evaluator';
import type { Actor } from '../access/actor.ts';
import { isInScope, scopeOf } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { toTenantResponse } from './tenant.response.ts';
import type { Tenant } from './tenant.ts';
import { TenantsRepository } from './tenants.repository.ts';
import type { ActiveTenantFilter } from './tenants.repository.ts';
import { noTenant } from './tenant.ts';

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
    if (tenant === null) throw noTenant(slug);
    return toTenantResponse(tenant);
  }

  /** No difference between a tenant that is not there and one that is not the actor's. */
  async read(slug: string, actor: Actor): Promise<TenantResponse> {
    if (!isInScope(scopeOf(actor, 'feature_flag:read'), slug)) throw noTenant(slug);
    return this.get(slug);
  }

  /** The tenants to evaluate for: those of the slugs that are there and not archived. */
  active(slugs: readonly string[]): Promise<Tenant[]> {
    return this.tenants.activeOf(slugs);
  }

  /** Those to evaluate for that somebody may see, in slug order. */
  activeIn(scope: TenantScope, filter: ActiveTenantFilter, limit: number): Promise<Tenant[]> {
    return this.tenants.activeIn(scope, filter, limit);
  }

  /** Every tenant to evaluate for. */
  allActive(): Promise<Tenant[]> {
    return this.tenants.allActive();
  }

  /** Every tenant that has a ruleset of its own. */
  projected(): Promise<ProjectedTenant[]> {
    return this.tenants.allActive();
  }

  /** Notes the ruleset versions of a change that was some tenants' alone. Only within its transaction. */
  noteVersions(
    slugs: readonly string[],
    versions: Readonly<Record<string, number>>,
  ): Promise<void> {
    return this.tenants.noteVersions(slugs, versions);
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
    const tenants = (await this.active(tenantSlugs)).map(({ slug }) => slug);
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
