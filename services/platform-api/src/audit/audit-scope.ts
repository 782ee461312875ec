import { isInScope } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { DomainError } from '../common/domain-error.ts';

/** The streams that a scope reaches: a tenant's own has its slug for a name, the platform's is for all alone. */
export function streamsIn(scope: TenantScope): { stream?: { $in: string[] } } {
  return scope.all ? {} : { stream: { $in: [...scope.tenants] } };
}

/** @throws DomainError `not_found` for another's stream, as for one that is not there. */
export function refuseOutside(scope: TenantScope, stream: string): void {
  if (!isInScope(scope, stream)) {
    throw new DomainError('not_found', { detail: `No stream "${stream}"` });
  }
}
