import type { ChangeRequestPageResponse, ListChangeRequestsQuery } from '@halyard/contracts';
import { problemOf } from '~/api/problem';

const PAGE = 50;
const POLL_MS = 5_000;

function useRequestPages() {
  const api = useAdminApi();
  return (query: ListChangeRequestsQuery) =>
    answer<ChangeRequestPageResponse>(
      api.GET('/api/admin/change-requests', { params: { query: { limit: PAGE, ...query } } }),
    );
}

/** Change requests, newest first, kept as they are now for as long as one looks at them. */
export function useChangeRequests(query: Readonly<Ref<ListChangeRequestsQuery>>) {
  const fetchPage = useRequestPages();
  const fetchFirst = () => fetchPage(query.value);

  const listed = useAsyncData('requests', fetchFirst, { watch: [query], lazy: true });

  /** The first page as it is now, before the further ones that were asked for. */
  async function follow() {
    const asked = query.value;
    try {
      const { items, nextCursor } = await fetchFirst();
      const shown = listed.data.value;
      if (asked !== query.value || shown === undefined) return;
      const older = shown.items.slice(items.length).filter(isNotIn(items));
      const cursor = older.length > 0 ? shown.nextCursor : nextCursor;
      listed.data.value = { items: [...items, ...older], nextCursor: cursor };
    } catch {
      // What is on the screen stays; the live indicator says that it may be old.
    }
  }
  const { onLiveChange } = useLive();
  onLiveChange(follow);
  useIntervalFn(follow, POLL_MS);

  async function loadMore() {
    const shown = listed.data.value;
    if (!shown?.nextCursor) return;
    const next = await fetchPage({ ...query.value, cursor: shown.nextCursor });
    listed.data.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
  }

  return {
    requests: computed(() => listed.data.value?.items ?? []),
    hasMore: computed(() => (listed.data.value?.nextCursor ?? null) !== null),
    loading: computed(() => listed.status.value === 'pending' || listed.status.value === 'idle'),
    problem: computed(() => (listed.error.value ? problemOf(listed.error.value) : undefined)),
    refresh: listed.refresh,
    loadMore,
  };
}

/** How many requests wait for one's own review. */
export function useWaitingCount() {
  const fetchPage = useRequestPages();
  const { canSomewhere } = useMe();
  const may = computed(() => canSomewhere('feature_flag:approve'));
  const { data, refresh } = useAsyncData(
    'requests-waiting',
    async () => {
      if (!may.value) return '';
      const { items, nextCursor } = await fetchPage({ waitingFor: 'me' });
      return items.length === 0 ? '' : `${items.length}${nextCursor === null ? '' : '+'}`;
    },
    { watch: [may], server: false, lazy: true },
  );
  const { onLiveChange } = useLive();
  onLiveChange(refresh);
  useIntervalFn(refresh, POLL_MS);
  return data;
}

/** The requests about a flag that are not finished yet. */
export function useRequestsOf(flag: string) {
  const fetchPage = useRequestPages();
  const { data, refresh } = useAsyncData(
    `requests-of:${flag}`,
    async () => (await fetchPage({ flag, state: 'open' })).items,
    { server: false, lazy: true },
  );
  const { onLiveChange } = useLive();
  onLiveChange(refresh);
  useIntervalFn(refresh, POLL_MS);
  return { requests: computed(() => data.value ?? []), refresh };
}

const isNotIn = (items: readonly { ref: string }[]) => {
  const refs = new Set(items.map(({ ref }) => ref));
  return ({ ref }: { ref: string }) => !refs.has(ref);
};
