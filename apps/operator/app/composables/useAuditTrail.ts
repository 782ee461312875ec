import type { AuditEntryResponse, AuditPageResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';
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
  const { data, error, status, refresh } = useAsyncData('audit', () => fetchPage(), {
    server: false,
    lazy: true,
  });
  watch(filters, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void refresh();
  });

  async function loadMore() {
    const shown = data.value;
    if (!shown?.nextCursor) return;
    const next = await fetchPage(shown.nextCursor);
    if (data.value !== shown) return;
    data.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
  }

  /** What has come since, as a page: to be looked at, or to be shown at once. */
  async function fetchNew() {
    const asked = filters.value;
    const page = await fetchPage();
    const { entries, connected } = newcomers(data.value?.items ?? [], page.items);
    return { entries: asked === filters.value ? entries : [], connected, page };
  }

  /** Puts what has come on top; where there is a gap to what is shown, it takes its place. */
  function show({ entries, connected, page }: Awaited<ReturnType<typeof fetchNew>>) {
    const shown = data.value;
    data.value = connected && shown ? { ...shown, items: [...entries, ...shown.items] } : page;
  }

  return {
    filters,
    setFilters,
    clearFilters,
    entries: computed<readonly AuditEntryResponse[]>(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
    loadMore,
    fetchNew,
    show,
  };
}

export type AuditTrailResource = ReturnType<typeof useAuditTrail>;
