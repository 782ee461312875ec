import { Injectable } from '@nestjs/common';
import type { TenantChange, TenantResponse } from '@halyard/contracts';
import { NO_RULESET } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { toTenantResponse } from './tenant.response.ts';
import { createTenant, updateTenant, noTenant } from './tenant.ts';
import type { Tenant } from './tenant.ts';
import { TenantsRepository } from './tenants.repository.ts';

/** The write side of tenants. A tenant's plan and partner reach every evaluation for it. */
@Injectable()
export class TenantsWriter implements Writer<TenantChange, TenantResponse> {
  constructor(
    private readonly tenants: TenantsRepository,
    private readonly environments: EnvironmentsService,
  ) {}

  async plan(change: TenantChange, { at }: Stamp): Promise<Plan<TenantResponse>> {
    const before = await this.tenants.bySlug(change.slug);
    const after =
      change.action === 'tenant.create'
        ? createTenant(change, newId('tenant'), at)
        : updateTenant(existing(before, change), change, at);
    if (change.action === 'tenant.create' && before !== null) throw taken(change.slug);
    return {
      ...NO_RULESET,
      before: before && toJson(toTenantResponse(before)),
      after: toJson(toTenantResponse(after)),
      about: { source: 'tenant', environment: null, tenant: change.slug, flag: null },
      environments: await this.environments.keys(),
      base: { [`tenant:${change.slug}`]: before?.version ?? 0 },
      save: () => this.save(before, after),
      response: toTenantResponse(after),
    };
  }

  private async save(before: Tenant | null, after: Tenant): Promise<void> {
    const saved =
      before === null
        ? await this.tenants.insertIfAbsent(after)
        : await this.tenants.replace(after, before.version);
    if (!saved) throw before === null ? taken(after.slug) : new DomainError('version_conflict');
  }
}

function existing(tenant: Tenant | null, { slug, version }: TenantChange): Tenant {
  if (tenant === null) throw noTenant(slug);
  refuseStale(version, tenant.version, () => ({ current: toTenantResponse(tenant) }));
  return tenant;
}

function taken(slug: string): DomainError {
  return new DomainError('already_exists', { detail: `There is a tenant "${slug}" already` });
}
