/** What one may be allowed to do. Routes name one of these; people hold them through roles. */
export const PERMISSIONS = {
  'feature_flag:read': 'see flags, their history, tenants and environments',
  'feature_flag:manage': 'create and change flags',
  'feature_flag:operate': 'kill and roll back, at once',
  'feature_flag:evaluate': 'ask what a flag is for a tenant',
  'feature_flag:evaluate_sensitive': 'ask what a sensitive flag is',
  'feature_flag:approve': 'review the changes of others',
  'audit:read': 'read, verify and export the audit trail',
  'platform:admin': 'manage tenants, environments and members',
} as const;
export type Permission = keyof typeof PERMISSIONS;

/** A person holds roles on the whole platform or for one tenant. */
export const ROLES = {
  viewer: ['feature_flag:read', 'feature_flag:evaluate'],
  editor: ['feature_flag:read', 'feature_flag:evaluate', 'feature_flag:manage'],
  approver: ['feature_flag:read', 'feature_flag:evaluate', 'feature_flag:approve'],
  operator: [
    'feature_flag:read',
    'feature_flag:evaluate',
    'feature_flag:evaluate_sensitive',
    'feature_flag:operate',
  ],
  auditor: ['feature_flag:read', 'audit:read'],
  admin: [
    'feature_flag:read',
    'feature_flag:evaluate',
    'feature_flag:evaluate_sensitive',
    'feature_flag:manage',
    'feature_flag:operate',
    'audit:read',
    'platform:admin',
  ],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];
