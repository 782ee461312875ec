import type { FeatureRequestPageResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';
import type { FeatureRequestFilters } from '~/feature-requests/filters';
import { featureRequestQuery } from '~/feature-requests/filters';

const PAGE = 50;
/** What tenants ask for alters no ruleset, so that no stream tells of it. */
const POLL_MS = 10_000;
const OPEN_COUNT = 'feature-requests-open';

function useFeatureRequestPages() {
  const api = useAdminApi();
  return (query: object) =>
    answer<FeatureRequestPageResponse>(
      api.GET('/api/admin/feature-requests', { params: { query: { limit: PAGE, ...query } } }),
    );
}

/** What tenants have asked for, newest first, kept as it is now for as long as one looks at it. */
export function useFeatureRequests(filters: Readonly<Ref<FeatureRequestFilters>>) {
  const fetchPage = useFeatureRequestPages();
  const first = () => fetchPage(featureRequestQuery(filters.value));
  const listed = useAsyncData(`feature-requests:${useId()}`, first, {
    watch: [filters],
    lazy: true,
  });

  async function refresh() {
    await Promise.all([listed.refresh(), refreshNuxtData(OPEN_COUNT)]);
  }

  /** Only while there is no more than a page on the screen: nothing moves under who reads on. */
  async function follow() {
    const asked = filters.value;
    const now = await first().catch(() => undefined);
    const isStill = asked === filters.value && (listed.data.value?.items.length ?? 0) <= PAGE;
    if (now !== undefined && isStill) listed.data.value = now;
  }
  useIntervalFn(follow, POLL_MS);

  async function loadMore() {
    const shown = listed.data.value;
    if (!shown?.nextCursor) return;
    const query = { ...featureRequestQuery(filters.value), cursor: shown.nextCursor };
    const next = await fetchPage(query);
    listed.data.value = { ...next, items: [...shown.items, ...next.items] };
  }

  return {
    requests: computed(() => listed.data.value?.items ?? []),
    hasMore: computed(() => (listed.data.value?.nextCursor ?? null) !== null),
    loading: computed(() => listed.status.value === 'pending' || listed.status.value === 'idle'),
    problem: computed(() => (listed.error.value ? problemOf(listed.error.value) : undefined)),
    refresh,
    loadMore,
  };
}

/** How many requests are open, of the tenants that one may read; nothing for none. */
export function useOpenRequestCount() {
  const fetchPage = useFeatureRequestPages();
  const { canSomewhere } = useMe();
  const may = computed(() => canSomewhere('feature_flag:read'));
  const { data, refresh } = useAsyncData(
    OPEN_COUNT,
    async () => {
      if (!may.value) return '';
      const { open } = await fetchPage({ state: 'open', limit: 1 });
      return open === 0 ? '' : `${open}`;
    },
    { watch: [may], server: false, lazy: true },
  );
  useIntervalFn(refresh, POLL_MS);
  return data;
}
