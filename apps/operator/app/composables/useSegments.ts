import type { CreateSegmentDto, SegmentPageResponse, SegmentResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';

const PAGE = 50;

/** The segments that a search finds, by key, page after page. */
export function useSegments(q: Readonly<Ref<string>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<SegmentPageResponse>(
      api.GET('/api/admin/segments', { params: { query: { q: q.value, limit: PAGE, cursor } } }),
    );
  const { data, error, status, refresh } = useAsyncData('segments', () => fetchPage(), {
    watch: [q],
    lazy: true,
  });
  const { onLiveChange } = useLive();
  onLiveChange(refresh);

  async function loadMore() {
    const shown = data.value;
    if (!shown?.nextCursor) return;
    const next = await fetchPage(shown.nextCursor);
    if (data.value !== shown) return;
    data.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
  }

  return {
    segments: computed<readonly SegmentResponse[]>(() => data.value?.items ?? []),
    hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
    loadMore,
  };
}

export function useCreateSegment() {
  const api = useAdminApi();
  return (body: CreateSegmentDto) =>
    answer<SegmentResponse>(api.POST('/api/admin/segments', { body: body as never }));
}
