/** What one may be allowed to do. Routes name one of these; people hold them through roles. */
export const PERMISSIONS = {
  'feature_flag:read': 'see flags, their history, tenants and environments',
  'feature_flag:manage': 'create and change flags',
  'feature_flag:operate': 'kill and roll back, at once',
  'feature_flag:evaluate': 'ask what a flag is for a tenant',
  'platform:admin': 'manage tenants and environments',
} as const;
export type Permission = keyof typeof PERMISSIONS;

/** A person holds roles on the whole platform or for one tenant. */
export const ROLES = {
  viewer: ['feature_flag:read', 'feature_flag:evaluate'],
  editor: ['feature_flag:read', 'feature_flag:evaluate', 'feature_flag:manage'],
  operator: ['feature_flag:read', 'feature_flag:evaluate', 'feature_flag:operate'],
  admin: [
    'feature_flag:read',
    'feature_flag:evaluate',
    'feature_flag:manage',
    'feature_flag:operate',
    'platform:admin',
  ],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLES;
