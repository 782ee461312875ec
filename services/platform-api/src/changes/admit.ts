import { CHANGES, PLATFORM, validate } from '@halyard/contracts';
import type { Change } from '@halyard/contracts';
import { holdsSomewhere, permissionsOf } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import { noTenant } from '../tenants/tenant.ts';

/**
 * Lets a change in: as a whole it is what its DTO says, wherever its parts came from (a body, a URL, a
 * request filed earlier), and the actor may make it.
 */
export function admit(change: Change, actor: Actor): void {
  const errors = validate(CHANGES[change.action].dto, change);
  if (errors.length > 0) throw new DomainError('validation_error', { errors });
  authorize(change, actor);
}

/**
 * Whether the actor may make such a change: on the platform, or for the one tenant that it is about.
 * @throws DomainError `permission_denied`; `not_found` to those who hold the permission for another
 * tenant only, so that they learn nothing of this one.
 */
function authorize(change: Change, actor: Actor): void {
  const { permission } = CHANGES[change.action];
  const tenant = tenantOf(change);
  if (permissionsOf(actor, tenant).has(permission)) return;
  if (tenant !== undefined && holdsSomewhere(actor, permission)) {
    throw noTenant(tenant);
  }
  throw new DomainError('permission_denied', { detail: `It takes the permission ${permission}` });
}

function tenantOf(change: Change): string | undefined {
  if ('tenant' in change) return change.tenant;
  return change.action === 'member.set' && change.on !== PLATFORM ? change.on : undefined;
}
