import { DomainError } from '../common/domain-error.ts';
import type { TenantChange, TenantStatus } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';

/** A tenant, as stored. */
export interface Tenant {
  readonly _id: string;
  readonly slug: string;
  readonly name: string;
  readonly plan: string;
  readonly partnerSlug: string | null;
  /** JSON text: attributes may have any name. */
  readonly attributes: string;
  readonly status: TenantStatus;
  /** Environment → the ruleset version of the last change that was this tenant's alone. */
  readonly rulesetVersions: Readonly<Record<string, number>>;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Created = Extract<TenantChange, { action: 'tenant.create' }>;
type Updated = Extract<TenantChange, { action: 'tenant.update' }>;

export function createTenant(change: Created, id: string, at: Date): Tenant {
  return {
    _id: id,
    slug: change.slug,
    name: change.name,
    plan: change.plan,
    partnerSlug: change.partnerSlug ?? null,
    attributes: JSON.stringify(change.attributes ?? {}),
    status: change.status ?? 'active',
    rulesetVersions: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

export function updateTenant(tenant: Tenant, change: Updated, at: Date): Tenant {
  const { name, plan, partnerSlug, attributes, status } = change;
  return {
    ...tenant,
    name: name ?? tenant.name,
    plan: plan ?? tenant.plan,
    partnerSlug: partnerSlug === undefined ? tenant.partnerSlug : partnerSlug,
    attributes: attributes === undefined ? tenant.attributes : JSON.stringify(attributes),
    status: status ?? tenant.status,
    version: tenant.version + 1,
    updatedAt: at,
  };
}

export function attributesOf(tenant: Tenant): Record<string, JsonValue> {
  return JSON.parse(tenant.attributes) as Record<string, JsonValue>;
}

/** The same words for a tenant that is not there and for one that is not the caller's. */
export function noTenant(slug: string): DomainError {
  return new DomainError('not_found', { detail: `No tenant "${slug}"` });
}
