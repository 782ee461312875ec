import type {
  FlagPageResponse,
  FlagResponse,
  ListedFlagResponse,
  ListFlagsQuery,
} from '@halyard/contracts';
import type { Loaded } from '~/flags/loaded';
import {
  changedBetween,
  firstPage,
  NOTHING,
  olderPages,
  sizeOf,
  withNextPage,
  withPage,
} from '~/flags/loaded';
import type { createBody } from '~/flags/new-flag';

const FIRST = 50;
const MOST = 200;
/** Rows that are there before one gets to them. */
const AHEAD = 100;

/** The rows that one sees. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The list of flags that a request describes, page after page. What one does not see is asked for again when one does. */
export function useFlags(request: Readonly<Ref<ListFlagsQuery>>) {
  const api = useAdminApi();
  const loadingMore = ref(false);
  const range = ref<RowRange>({ first: 0, last: 0 });
  /** What was asked for before may be old. */
  let changedAt = 0;

  const fetchPage = (limit: number, cursor?: string) =>
    answer<FlagPageResponse>(
      api.GET('/api/admin/flags', { params: { query: { ...request.value, limit, cursor } } }),
    );

  const listed = useAsyncData('flags', async () => firstPage(await fetchPage(FIRST), Date.now()), {
    lazy: true,
  });
  const loaded = computed(() => listed.data.value ?? NOTHING);
  watch(request, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void listed.refresh();
  });

  /** Puts an answer in its place, unless another list is asked for by now. */
  async function take(
    asking: Promise<FlagPageResponse>,
    place: (page: FlagPageResponse) => Loaded,
  ) {
    const asked = request.value;
    const page = await asking;
    if (asked === request.value) listed.data.value = place(page);
  }

  /** Asks again for those of the pages in view that may be old. */
  async function renew({ first, last }: RowRange) {
    for (const start of olderPages(loaded.value, first, last, changedAt)) {
      const size = Math.min(MOST, Math.max(FIRST, sizeOf(loaded.value, start)));
      const asking = fetchPage(size, start.cursor);
      await take(asking, (page) =>
        loaded.value.starts.includes(start)
          ? withPage(loaded.value, start, page, Date.now())
          : loaded.value,
      );
    }
  }
  watchDebounced(range, (now) => void renew(now).catch(() => undefined), { debounce: 150 });
  watch([range, loadingMore], ([{ last }]) => {
    if (last > loaded.value.items.length - AHEAD) void loadMore().catch(() => undefined);
  });

  /** The list as it is now, where one sees it. Says which flags are not as they were. */
  async function follow(): Promise<string[]> {
    const [asked, before] = [request.value, loaded.value];
    changedAt = Date.now();
    await renew({ first: 0, last: 0 });
    await renew(range.value);
    return asked === request.value ? changedBetween(before, loaded.value) : [];
  }

  async function loadMore() {
    const { nextCursor } = loaded.value;
    if (loadingMore.value || nextCursor === null) return;
    loadingMore.value = true;
    try {
      await take(fetchPage(MOST, nextCursor), (page) =>
        loaded.value.nextCursor === nextCursor
          ? withNextPage(loaded.value, page, Date.now())
          : loaded.value,
      );
    } finally {
      loadingMore.value = false;
    }
  }

  return {
    flags: computed<readonly ListedFlagResponse[]>(() => loaded.value.items),
    hasMore: computed(() => loaded.value.nextCursor !== null),
    loadingMore,
    ...useReadState(listed),
    range,
    refresh: listed.refresh,
    follow,
    loadMore,
  };
}

export function useCreateFlag() {
  const api = useAdminApi();
  return (body: ReturnType<typeof createBody>) =>
    answer<FlagResponse>(api.POST('/api/admin/flags', { body }));
}
