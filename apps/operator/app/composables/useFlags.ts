import type { FlagPageResponse, FlagResponse, ListFlagsQuery } from '@halyard/contracts';
import { problemOf } from '~/api/problem';
import type { createBody } from '~/flags/new-flag';

const PAGE = 50;
const MOST = 200;

/** The list of flags that a request describes, page after page; a refresh keeps as many as there were. */
export function useFlags(request: Readonly<Ref<ListFlagsQuery>>) {
  const api = useAdminApi();
  const loadingMore = ref(false);

  const fetchPage = (limit: number, cursor?: string) =>
    answer<FlagPageResponse>(
      api.GET('/api/admin/flags', { params: { query: { ...request.value, limit, cursor } } }),
    );

  async function fetchAtLeast(count: number): Promise<FlagPageResponse> {
    let page = await fetchPage(Math.min(Math.max(count, PAGE), MOST));
    while (page.items.length < count && page.nextCursor !== null) {
      const next = await fetchPage(MOST, page.nextCursor);
      page = { items: [...page.items, ...next.items], nextCursor: next.nextCursor };
    }
    return page;
  }

  const listed = useAsyncData('flags', () => fetchAtLeast(PAGE), { lazy: true });
  watch(request, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void listed.refresh();
  });

  /** The same list again, as it is now. Says which flags are not as they were. */
  async function follow(): Promise<string[]> {
    const asked = request.value;
    const before = new Map(listed.data.value?.items.map((flag) => [flag.key, asChanged(flag)]));
    const page = await fetchAtLeast(before.size);
    if (asked !== request.value) return [];
    listed.data.value = page;
    return page.items
      .filter((flag) => before.get(flag.key) !== asChanged(flag))
      .map(({ key }) => key);
  }

  async function loadMore() {
    const shown = listed.data.value;
    if (loadingMore.value || !shown?.nextCursor) return;
    loadingMore.value = true;
    try {
      const next = await fetchPage(PAGE, shown.nextCursor);
      if (listed.data.value === shown) {
        listed.data.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
      }
    } finally {
      loadingMore.value = false;
    }
  }

  return {
    flags: computed<readonly FlagResponse[]>(() => listed.data.value?.items ?? []),
    hasMore: computed(() => (listed.data.value?.nextCursor ?? null) !== null),
    loading: computed(() => listed.status.value === 'pending' || listed.status.value === 'idle'),
    loadingMore,
    problem: computed(() => (listed.error.value ? problemOf(listed.error.value) : undefined)),
    refresh: listed.refresh,
    follow,
    loadMore,
  };
}

/** As changes have made it, to compare: that it is evaluated is none. */
function asChanged(flag: FlagResponse): string {
  return JSON.stringify(flag, (name, value: unknown) =>
    name === 'lastEvaluatedAt' ? undefined : value,
  );
}

export function useCreateFlag() {
  const api = useAdminApi();
  return (body: ReturnType<typeof createBody>) =>
    answer<FlagResponse>(api.POST('/api/admin/flags', { body }));
}
