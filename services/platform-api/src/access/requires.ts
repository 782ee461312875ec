import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Permission, SdkKeyKind } from '@halyard/contracts';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';

export const ACCESS = 'halyard:access';

/** Whether a route asks for the roles that a tenant's own user holds for their tenant. */
export const OWN_ROLES = 'halyard:own-roles';

/** The kinds of SDK key that a route is for too. */
export const KEYS = 'halyard:keys';

/** Whether a route takes tickets. */
export const TICKETS = 'halyard:tickets';

/**
 * Who a route is for: everyone, anyone with a valid token, holders of a permission (on the platform, or
 * somewhere, or as a tenant's own user for their tenant), or SDK keys alone.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | 'keys'
  | Permission
  | { readonly somewhere: Permission }
  | { readonly ownTenant: Permission };

/** The route is for those who hold the permission. Sets its OpenAPI security too. */
export const Requires = (permission: Permission) =>
  applyDecorators(
    SetMetadata(ACCESS, permission),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
  );

/**
 * The route is for those who hold the permission on the platform or for any tenant. The guard only lets
 * them in: what they reach there, their `TenantScope` says.
 */
export const RequiresSomewhere = (permission: Permission) =>
  applyDecorators(
    SetMetadata(ACCESS, { somewhere: permission } satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
  );

/** What a tenant's own user may do for their tenant is known to the route; to all others it is not. */
export const WithOwnRoles = () => SetMetadata(OWN_ROLES, true);

/** The route is for a tenant's own users who hold the permission for their tenant, and for nobody else. */
export const RequiresOwnTenant = (permission: Permission) =>
  applyDecorators(
    SetMetadata(ACCESS, { ownTenant: permission } satisfies Access),
    WithOwnRoles(),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
  );

/** The route is for anyone with a valid token; what they get is up to who they are. */
export const SignedIn = () => applyDecorators(SetMetadata(ACCESS, 'signed-in'), ApiBearerAuth());

/** The route is for applications with an SDK key too, beside the people that another decorator names. */
export const WithKey = (...kinds: SdkKeyKind[]) =>
  applyDecorators(SetMetadata(KEYS, kinds), ApiSecurity('sdkKey'));

/** The route takes a ticket in its URL too, for those who can send no headers. */
export const WithTicket = () => SetMetadata(TICKETS, true);

/** The route is for applications with an SDK key, and for nobody else. */
export const OnlyWithKey = (...kinds: SdkKeyKind[]) =>
  applyDecorators(SetMetadata(ACCESS, 'keys' satisfies Access), WithKey(...kinds));

/** The route is for everyone. */
export const Public = () => SetMetadata(ACCESS, 'public');

/** Who is asking. */
export const By = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor =>
    context.switchToHttp().getRequest<FastifyRequest & { user: Actor }>().user,
);
