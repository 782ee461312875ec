import type {
  AuditEntryResponse,
  AuditPageResponse,
  Change,
  CheckSegmentDto,
  SegmentList,
  SegmentMembershipResponse,
  SegmentResponse,
  WriteDto,
} from '@halyard/contracts';

/** One segment, as it is now, and the ways to change it. */
export function useSegment(key: string) {
  const api = useAdminApi();
  const params = { path: { key } };
  const { data, error, status, refresh } = useAsyncData(
    `segment:${key}`,
    () => answer<SegmentResponse>(api.GET('/api/admin/segments/{key}', { params })),
    { lazy: true },
  );
  const { onLiveChange } = useLive();
  onLiveChange(refresh);

  /** Makes a change that was reviewed. */
  async function save(change: Change, rationale: string) {
    await answer(send(change, rationale === '' ? undefined : rationale));
    await refresh();
  }

  function send(change: Change, rationale: string | undefined) {
    switch (change.action) {
      case 'segment.update': {
        const { action: _, key: __, ...body } = change;
        return api.PATCH('/api/admin/segments/{key}', {
          params,
          body: { ...body, rationale } as never,
        });
      }
      case 'segment.members': {
        const { action: _, key: __, ...body } = change;
        return api.POST('/api/admin/segments/{key}/members', {
          params,
          body: { ...body, rationale },
        });
      }
      case 'segment.upload': {
        const { list, version, members } = change;
        return api.PUT('/api/admin/segments/{key}/members/{list}', {
          params: { path: { key, list }, query: { version, rationale } },
          body: members.join('\n'),
          bodySerializer: (text) => text,
          headers: { 'Content-Type': 'text/plain' },
        });
      }
      default:
        throw new Error(`${change.action} is no change of a segment`);
    }
  }

  const remove = (body: WriteDto) =>
    answer(api.DELETE('/api/admin/segments/{key}', { params, body }));

  const check = (body: CheckSegmentDto) =>
    answer<SegmentMembershipResponse>(
      api.POST('/api/admin/segments/{key}/check', { params, body: body as never }),
    );

  return {
    segment: data,
    ...useReadState({ error, status }),
    refresh,
    save,
    remove,
    check,
  };
}

export type SegmentResource = ReturnType<typeof useSegment>;

/** All targeting keys on one of a segment's lists. It is asked for when it is looked at, and when it has changed. */
export function useSegmentMembers(segment: Readonly<Ref<SegmentResponse>>, list: SegmentList) {
  const api = useAdminApi();
  const { key } = segment.value;
  const { data, error, status, refresh } = useAsyncData(
    `segment:${key}:${list}`,
    async () => {
      const params = { path: { key, list } };
      const file = await answer<string>(
        api.GET('/api/admin/segments/{key}/members/{list}', { params, parseAs: 'text' }),
      );
      return file.split('\n').filter((line) => line !== '');
    },
    { default: () => [] as string[], server: false, lazy: true, deep: false },
  );
  watch(
    () => segment.value.version,
    () => refresh(),
  );
  return {
    members: data,
    ...useReadState({ error, status }),
    refresh,
  };
}

/** What happened to a segment, newest first. */
export function useSegmentHistory(segment: Readonly<Ref<SegmentResponse>>) {
  const api = useAdminApi();
  const { key } = segment.value;
  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/segments/{key}/history', {
        params: { path: { key }, query: { limit: 20, cursor } },
      }),
    );
  const history = usePaged<AuditEntryResponse>(`segment:${key}:history`, fetchPage, {
    server: false,
  });
  watch(
    () => segment.value.version,
    () => history.refresh(),
  );
  return history;
}
