import type { Permission } from '@halyard/contracts';
import { DomainError } from '../common/domain-error.ts';
import { permissionsOf, tenantsOf } from './actor.ts';
import type { Actor } from './actor.ts';

/** The tenants whose documents a query may touch. Repositories of tenant-owned collections take one first. */
export type TenantScope =
  { readonly all: true } | { readonly all: false; readonly tenants: readonly string[] };

/** For the system's own work, and for those who hold the permission on the platform. */
export const ALL_TENANTS: TenantScope = { all: true };

/**
 * The tenants for which someone holds a permission; all of them where they hold it on the platform.
 * @throws DomainError `permission_denied` where they hold it nowhere.
 */
export function scopeOf(actor: Actor, permission: Permission): TenantScope {
  if (permissionsOf(actor).has(permission)) return ALL_TENANTS;
  const tenants = tenantsOf(actor).filter((slug) => permissionsOf(actor, slug).has(permission));
  if (tenants.length > 0) return { all: false, tenants };
  throw new DomainError('permission_denied', { detail: `It takes the permission ${permission}` });
}

/**
 * The scope as a filter on the field that names the owner. An `$and`, so that it narrows what stands beside
 * it in a query, a caller's own `tenant` too, whichever comes first.
 */
export function scopeFilter(scope: TenantScope, owner = 'tenant'): { $and?: [object] } {
  return scope.all ? {} : { $and: [{ [owner]: { $in: [...scope.tenants] } }] };
}

export function isInScope(scope: TenantScope, slug: string): boolean {
  return scope.all || scope.tenants.includes(slug);
}
