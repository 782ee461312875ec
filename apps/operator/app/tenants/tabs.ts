import type { TenantStatus } from '@halyard/contracts';

/** The tabs of a tenant's page, by the name that the URL has for them. */
export const TENANT_TABS = {
  flags: 'Flags',
  overrides: 'Overrides',
  compare: 'Compare',
  requests: 'Requests',
  audit: 'Audit',
} as const;
export type TenantTab = keyof typeof TENANT_TABS;

const ALL = Object.keys(TENANT_TABS) as TenantTab[];
/** An archived tenant gets nothing that could be listed or compared. */
const KEPT: readonly TenantTab[] = ['overrides', 'requests', 'audit'];

export const tabsFor = (status: TenantStatus) => (status === 'archived' ? KEPT : ALL);

/** The tab that a URL names, or else the first. */
export function tabIn(named: unknown, status: TenantStatus): TenantTab {
  const tabs = tabsFor(status);
  return tabs.find((tab) => tab === named) ?? tabs[0] ?? 'flags';
}
