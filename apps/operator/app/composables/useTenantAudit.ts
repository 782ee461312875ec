import type { AuditEntryResponse, AuditPageResponse } from '@halyard/contracts';

/** A tenant's own chain of the audit trail, newest first. */
export function useTenantAudit(slug: string) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/audit', { params: { query: { stream: slug, limit: 50, cursor } } }),
    );
  return usePaged<AuditEntryResponse>(`tenant-audit:${slug}`, fetchPage, { server: false });
}
