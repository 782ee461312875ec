import type { TenantFlagsQuery, TenantFlagsResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';

const PAGE = 100;

/** Every flag as a tenant gets it, page after page; kept as it is now. */
export function useTenantFlags(slug: string, query: Readonly<Ref<TenantFlagsQuery>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<TenantFlagsResponse>(
      api.GET('/api/admin/tenants/{slug}/flags', {
        params: { path: { slug }, query: { ...query.value, limit: PAGE, cursor } },
      }),
    );

  async function fetchAtLeast(count: number) {
    let page = await fetchPage();
    while (page.items.length < count && page.nextCursor !== null) page = await after(page);
    return page;
  }
  async function after(shown: TenantFlagsResponse) {
    const next = await fetchPage(shown.nextCursor ?? undefined);
    return { ...next, items: [...shown.items, ...next.items] };
  }

  const { data, error, status, refresh } = useAsyncData(
    `tenant-flags:${slug}`,
    () => fetchAtLeast(0),
    { server: false, lazy: true },
  );
  watch(query, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void refresh();
  });

  async function loadMore() {
    const shown = data.value;
    if (!shown?.nextCursor) return;
    const longer = await after(shown);
    if (data.value === shown) data.value = longer;
  }

  async function follow() {
    const asked = JSON.stringify(query.value);
    try {
      const page = await fetchAtLeast(data.value?.items.length ?? 0);
      if (asked === JSON.stringify(query.value)) data.value = page;
    } catch {
      // What is on the screen stays; the live indicator says that it may be old.
    }
  }
  const { onLiveChange } = useLive();
  onLiveChange(follow);

  return {
    flags: computed(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
    loadMore,
  };
}
