import type {
  CreateFeatureRequestDto,
  OwnFeatureRequestPageResponse,
  OwnFeatureRequestResponse,
} from '@halyard/contracts';

const PATH = '/api/feature-requests';
const PATIENCE_MS = 3_000;
const PAGE = 20;
/** An answer changes no flag, so that no stream tells of it. */
const LOOK_EVERY_MS = 10_000;

/** What the tenant has asked for, newest first, with the answers as they come. */
export function useFeatureRequests() {
  const api = useApi();
  const { flags } = useFeatureFlags();
  const fetchPage = (query: object) =>
    api<OwnFeatureRequestPageResponse>(PATH, {
      query: { limit: PAGE, ...query },
      timeout: PATIENCE_MS,
    });

  const { data, error, status, refresh } = useAsyncData('feature-requests', () => fetchPage({}), {
    lazy: true,
  });

  /** The newest as they are now, before the older ones that were asked for. */
  async function follow() {
    const now = await fetchPage({}).catch(() => undefined);
    const shown = data.value;
    if (now === undefined || shown === undefined) return;
    const last = now.items.at(-1)?.number ?? 0;
    const older = now.nextCursor === null ? [] : shown.items.filter(({ number }) => number < last);
    const nextCursor = older.length > 0 ? shown.nextCursor : now.nextCursor;
    data.value = { items: [...now.items, ...older], nextCursor };
  }
  useIntervalFn(follow, LOOK_EVERY_MS);
  useEventListener('focus', () => void follow());
  // Its name is told once it is on.
  watch(flags, () => void follow());

  async function loadMore() {
    const shown = data.value;
    if (!shown?.nextCursor) return;
    const next = await fetchPage({ cursor: shown.nextCursor });
    data.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
  }

  /** @param key the same for each try of one request: then it is made once */
  async function ask(body: CreateFeatureRequestDto, key: string) {
    const headers = { 'Idempotency-Key': key };
    await api<OwnFeatureRequestResponse>(PATH, { method: 'POST', body, headers });
    await follow();
  }

  return {
    requests: computed(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    isLoaded: computed(() => data.value !== undefined),
    loading: computed(() => status.value === 'pending'),
    error,
    refresh,
    loadMore,
    ask,
  };
}
