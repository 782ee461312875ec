import { KEY_PERMISSIONS, PLATFORM, ROLES } from '@halyard/contracts';
import type { Permission, Role, SdkKeyKind } from '@halyard/contracts';

/** Roles that someone holds on the platform, or for one tenant. */
export interface Membership {
  /** A tenant's slug, or `platform`. */
  readonly on: string;
  readonly roles: readonly Role[];
}

/** What an SDK key opens. */
export interface KeyGrant {
  readonly id: string;
  readonly kind: SdkKeyKind;
  readonly environment: string;
}

/** Who acts, and in which request. Every mutation takes one. */
export interface Actor {
  /** The subject of their token, or `system:…`. */
  readonly sub: string;
  readonly name: string;
  /** The one tenant that they see: of a tenant's own user, or of a tenant's key; null for everyone else. */
  readonly tenant: string | null;
  /** The SDK key that an application asks with; null for people, and for the system itself. */
  readonly key: KeyGrant | null;
  readonly memberships: readonly Membership[];
  /** When what they came in with ends, in milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
  readonly requestId: string;
}

/** A tenant's own user. */
export interface TenantActor extends Actor {
  readonly tenant: string;
}

/** What the actor may do on the platform, or for a tenant: a role on the platform counts for every tenant. */
export function permissionsOf(actor: Actor, on: string = PLATFORM): ReadonlySet<Permission> {
  if (actor.key !== null) return new Set(KEY_PERMISSIONS[actor.key.kind]);
  return new Set(
    actor.memberships
      .filter((membership) => membership.on === PLATFORM || membership.on === on)
      .flatMap(({ roles }) => roles.flatMap((role): readonly Permission[] => ROLES[role])),
  );
}

/** Whether sensitive flags are there for the actor. It takes the platform: a role for one tenant does not do. */
export function maySeeSensitive(actor: Actor): boolean {
  return permissionsOf(actor).has('feature_flag:evaluate_sensitive');
}

/** The tenants that the actor holds roles for, beside any on the platform. */
export function tenantsOf({ memberships }: Actor): readonly string[] {
  return memberships
    .map(({ on }) => on)
    .filter((on) => on !== PLATFORM)
    .sort();
}

/** Holds it on the platform, or for some tenant: for which ones is up to what they ask for. */
export function holdsSomewhere(actor: Actor, permission: Permission): boolean {
  return actor.memberships.some(({ on }) => permissionsOf(actor, on).has(permission));
}

/** A part of the system itself, such as the seeds. */
export function systemActor(part: string): Actor {
  return {
    sub: `system:${part}`,
    name: `Halyard (${part})`,
    tenant: null,
    key: null,
    memberships: [{ on: PLATFORM, roles: ['admin'] }],
    expiresAt: null,
    requestId: `system:${part}`,
  };
}
