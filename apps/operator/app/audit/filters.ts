import type { ListAuditQuery } from '@halyard/contracts';

/** What the trail can be narrowed to, each under the name that the URL and the API have for it. */
export const AUDIT_FILTERS = [
  'flag',
  'tenant',
  'actor',
  'action',
  'environment',
  'stream',
  'approvalRef',
] as const;
export type AuditFilter = (typeof AUDIT_FILTERS)[number];
export type AuditFilters = Readonly<Partial<Record<AuditFilter, string>>>;

/** In the URL `env` is the environment in view, so the trail's own filter has a name of its own. */
const IN_URL: Readonly<Partial<Record<AuditFilter, string>>> = { flag: 'key', environment: 'in' };
const nameInUrl = (filter: AuditFilter) => IN_URL[filter] ?? filter;

export function auditFiltersFrom(query: Readonly<Record<string, unknown>>): AuditFilters {
  return Object.fromEntries(
    AUDIT_FILTERS.flatMap((filter) => {
      const value = query[nameInUrl(filter)];
      return typeof value === 'string' && value.trim() !== '' ? [[filter, value.trim()]] : [];
    }),
  );
}

/** The same as a URL has them, those that are not set as `undefined`. */
export function auditFiltersToQuery(filters: AuditFilters): Record<string, string | undefined> {
  return Object.fromEntries(
    AUDIT_FILTERS.map((filter) => [nameInUrl(filter), filters[filter] || undefined]),
  );
}

/** Everything of the trail that the filters leave, as a file. */
export function exportUrl(filters: AuditFilters): string {
  const query = new URLSearchParams(filters as Record<string, string>).toString();
  return `/api/admin/audit/export${query === '' ? '' : `?${query}`}`;
}

export const auditRequest = (filters: AuditFilters): ListAuditQuery => ({ ...filters });

/** What people look for most, in words; the API takes any kind of change. */
export const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  'flag.configure': 'Targeting changed',
  'flag.update': 'Details edited',
  'flag.create': 'Flag created',
  'flag.kill': 'Killed',
  'flag.unkill': 'Unkilled',
  'flag.rollback': 'Rolled back',
  'flag.archive': 'Archived',
  'flag.restore': 'Restored',
  'override.set': 'Override set',
  'override.remove': 'Override ended',
  'override.expire': 'Override expired',
  'request.file': 'Approval requested',
  'request.review': 'Reviewed',
  'request.refused': 'Review refused',
  'member.set': 'Roles set',
  'feature_request.create': 'Feature asked for',
  'feature_request.accept': 'Feature request accepted',
  'feature_request.decline': 'Feature request declined',
};
