import type { AuditPageResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';

/** A tenant's own chain of the audit trail, newest first. */
export function useTenantAudit(slug: string) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/audit', { params: { query: { stream: slug, limit: 50, cursor } } }),
    );
  const { data, error, status, refresh } = useAsyncData(`tenant-audit:${slug}`, () => fetchPage(), {
    server: false,
    lazy: true,
  });

  async function loadMore() {
    const shown = data.value;
    if (!shown?.nextCursor) return;
    const next = await fetchPage(shown.nextCursor);
    data.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
  }

  return {
    entries: computed(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
    loadMore,
  };
}
