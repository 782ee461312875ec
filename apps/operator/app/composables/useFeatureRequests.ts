import type { FeatureRequestPageResponse, FeatureRequestResponse } from '@halyard/contracts';
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
  const fetchAny = useFeatureRequestPages();
  const fetchPage = (cursor?: string) =>
    fetchAny({ ...featureRequestQuery(filters.value), cursor });
  const list = usePaged<FeatureRequestResponse>(`feature-requests:${useId()}`, fetchPage, {
    watch: [filters],
  });

  async function refresh() {
    await Promise.all([list.refresh(), refreshNuxtData(OPEN_COUNT)]);
  }

  /** Only while there is no more than a page on the screen: nothing moves under who reads on. */
  async function follow() {
    const asked = filters.value;
    const now = await fetchPage().catch(() => undefined);
    const isStill = asked === filters.value && list.items.value.length <= PAGE;
    if (now !== undefined && isStill) list.page.value = now;
  }
  useIntervalFn(follow, POLL_MS);

  return { ...list, refresh };
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
