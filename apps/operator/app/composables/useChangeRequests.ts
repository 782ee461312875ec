import type {
  ChangeRequestPageResponse,
  ChangeRequestResponse,
  ListChangeRequestsQuery,
} from '@halyard/contracts';

const PAGE = 50;
/** That a page may have. */
const MOST = 200;
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
  const fetchAny = useRequestPages();
  const fetchPage = (cursor?: string) => fetchAny({ ...query.value, ...(cursor && { cursor }) });
  const list = usePaged<ChangeRequestResponse>('requests', fetchPage, { watch: [query] });

  /** The first page as it is now, before the further ones that were asked for. */
  async function follow() {
    const asked = query.value;
    try {
      const { items, nextCursor } = await fetchPage();
      const shown = list.page.value;
      if (asked !== query.value || shown === undefined) return;
      const older = shown.items.slice(items.length).filter(isNotIn(items));
      const cursor = older.length > 0 ? shown.nextCursor : nextCursor;
      list.page.value = { items: [...items, ...older], nextCursor: cursor };
    } catch {
      // What is on the screen stays; the live indicator says that it may be old.
    }
  }
  const { onLiveChange } = useLive();
  onLiveChange(follow);
  useIntervalFn(follow, POLL_MS);

  return list;
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
  useIntervalFn(() => refresh({ dedupe: 'defer' }), POLL_MS);
  return { requests: computed(() => data.value ?? []), refresh };
}

/** The requests that wait to bring back what is killed, flags and switches alike. */
export function useBringingBack() {
  const fetchPage = useRequestPages();
  const { data, refresh } = useAsyncData(
    'requests-bringing-back',
    async () => (await fetchPage({ bringsBack: 'true', limit: MOST })).items,
    { default: (): readonly ChangeRequestResponse[] => [] },
  );
  const { onLiveChange } = useLive();
  onLiveChange(refresh);
  useIntervalFn(() => refresh({ dedupe: 'defer' }), POLL_MS);
  return data;
}

const isNotIn = (items: readonly { ref: string }[]) => {
  const refs = new Set(items.map(({ ref }) => ref));
  return ({ ref }: { ref: string }) => !refs.has(ref);
};
