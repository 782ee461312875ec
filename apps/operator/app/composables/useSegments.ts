import type { CreateSegmentDto, SegmentPageResponse, SegmentResponse } from '@halyard/contracts';

const PAGE = 50;

/** The segments that a search finds, by key, page after page. */
export function useSegments(q: Readonly<Ref<string>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<SegmentPageResponse>(
      api.GET('/api/admin/segments', { params: { query: { q: q.value, limit: PAGE, cursor } } }),
    );
  const list = usePaged<SegmentResponse>('segments', fetchPage, { watch: [q] });
  const { onLiveChange } = useLive();
  onLiveChange(list.refresh);
  return list;
}

export function useCreateSegment() {
  const api = useAdminApi();
  return (body: CreateSegmentDto) =>
    answer<SegmentResponse>(api.POST('/api/admin/segments', { body: body as never }));
}
