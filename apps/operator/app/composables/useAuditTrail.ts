import type { AuditEntryResponse, AuditPageResponse } from '@halyard/contracts';
import { auditFiltersFrom, auditFiltersToQuery, auditRequest } from '~/audit/filters';
import { newcomers } from '~/audit/newcomers';

const PAGE = 50;

/** The audit trail as the URL narrows it, newest first, page after page. */
export function useAuditTrail() {
  const api = useAdminApi();
  const { filters, setFilters, clearFilters } = useUrlFilters({
    from: auditFiltersFrom,
    toQuery: auditFiltersToQuery,
  });

  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/audit', {
        params: { query: { ...auditRequest(filters.value, Date.now()), limit: PAGE, cursor } },
      }),
    );
  const trail = usePaged<AuditEntryResponse>('audit', fetchPage, { server: false });
  watch(filters, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void trail.refresh();
  });

  /** What has come since, as a page: to be looked at, or to be shown at once. */
  async function fetchNew() {
    const asked = filters.value;
    const page = await fetchPage();
    const { entries, connected } = newcomers(trail.items.value, page.items);
    return { entries: asked === filters.value ? entries : [], connected, page };
  }

  /** Puts what has come on top; where there is a gap to what is shown, it takes its place. */
  function show({ entries, connected, page }: Awaited<ReturnType<typeof fetchNew>>) {
    const shown = trail.page.value;
    trail.page.value =
      connected && shown ? { ...shown, items: [...entries, ...shown.items] } : page;
  }

  return {
    ...trail,
    filters,
    setFilters,
    clearFilters,
    fetchNew,
    show,
  };
}

export type AuditTrailResource = ReturnType<typeof useAuditTrail>;
