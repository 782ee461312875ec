/** The tabs of a tenant's page, by the name that the URL has for them. */
export const TENANT_TABS = {
  flags: 'Flags',
  overrides: 'Overrides',
  compare: 'Compare',
  requests: 'Requests',
  audit: 'Audit',
} as const;
export type TenantTab = keyof typeof TENANT_TABS;
