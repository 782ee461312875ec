import type { Permission, Role } from '@halyard/contracts';
import { PERMISSIONS, ROLE_NAMES, ROLES } from '@halyard/contracts/permissions';

export { ROLE_NAMES };

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];

/** "Approver" */
export const roleName = (role: Role) => role.charAt(0).toUpperCase() + role.slice(1);

/** "See flags, their history, tenants and environments" */
export function permissionWords(permission: Permission): string {
  const words = PERMISSIONS[permission];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const mayByRole = (role: Role, permission: Permission) =>
  (ROLES[role] as readonly Permission[]).includes(permission);

/** What a role lets one do beyond looking, in a sentence. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'Sees everything that is about flags, and changes nothing.',
  editor: 'Creates and changes flags and segments. Production still takes two approvals.',
  approver: 'Reviews the changes of others. Two approvals make one in production.',
  operator: 'Kills flags and rolls them back, at once.',
  auditor: 'Reads, verifies and exports the audit trail.',
  admin: 'Does all of it but approve; manages tenants, environments, keys and members.',
};
