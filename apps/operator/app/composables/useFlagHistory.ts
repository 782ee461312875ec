import type { AuditEntryResponse, AuditPageResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';

/** A flag's audit entries, newest first; in one environment, or in all of them. */
export function useFlagHistory(key: string, environment: Readonly<Ref<string | undefined>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/flags/{key}/history', {
        params: { path: { key }, query: { environment: environment.value, limit: 20, cursor } },
      }),
    );

  const { data, error, status, refresh } = useAsyncData(`history:${key}`, () => fetchPage(), {
    watch: [environment],
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
    entries: computed<readonly AuditEntryResponse[]>(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
    loadMore,
  };
}
