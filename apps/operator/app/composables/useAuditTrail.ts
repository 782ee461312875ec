import type {
  AuditEntryResponse,
  AuditPageResponse,
  AuditVerificationResponse,
} from '@halyard/contracts';
import { problemOf } from '~/api/problem';
import type { AuditFilters } from '~/audit/filters';
import { auditFiltersFrom, auditFiltersToQuery, auditRequest } from '~/audit/filters';

const PAGE = 50;

/** The audit trail as the URL narrows it, newest first, page after page. */
export function useAuditTrail() {
  const api = useAdminApi();
  const route = useRoute();
  const filters = computed(() => auditFiltersFrom(route.query));
  const setFilters = (patch: AuditFilters) =>
    navigateTo(
      { query: { ...route.query, ...auditFiltersToQuery({ ...filters.value, ...patch }) } },
      { replace: true },
    );

  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/audit', {
        params: { query: { ...auditRequest(filters.value), limit: PAGE, cursor } },
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

  return {
    filters,
    setFilters,
    clearFilters: () => navigateTo({ query: { env: route.query['env'] } }, { replace: true }),
    entries: computed<readonly AuditEntryResponse[]>(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
    loadMore,
  };
}

export function useVerifyAudit() {
  const api = useAdminApi();
  return (stream: string) =>
    answer<AuditVerificationResponse>(
      api.GET('/api/admin/audit/verify', { params: { query: { stream } } }),
    );
}
