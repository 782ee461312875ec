import { PLATFORM, ROLE_NAMES, ROLES } from '@halyard/contracts';
import type { MemberChange, Permission, Role } from '@halyard/contracts';

/**
 * The roles that a person holds on the platform, or for one tenant. One that was taken away stays, with no
 * roles: its version goes on growing, and the seeds do not give it back.
 */
export interface Member {
  readonly _id: string;
  /** The subject of the person's token. */
  readonly sub: string;
  /** A tenant's slug, or `platform`. */
  readonly on: string;
  readonly roles: readonly Role[];
  readonly version: number;
}

/** The membership with the change's roles, in one order; the same one where they are the same. */
export function setRoles(before: Member | null, change: MemberChange, id: string): Member {
  const roles = ROLE_NAMES.filter((role) => change.roles.includes(role));
  const { _id, version } = before ?? { _id: id, version: 0 };
  const isSame = before !== null && before.roles.join() === roles.join();
  return { _id, sub: change.sub, on: change.on, roles, version: isSame ? version : version + 1 };
}

export function grants({ roles }: Pick<Member, 'roles'>, permission: Permission): boolean {
  return roles.some((role) => (ROLES[role] as readonly Permission[]).includes(permission));
}

export function isPlatformAdmin(member: Member | null): boolean {
  return member?.on === PLATFORM && member.roles.includes('admin');
}
