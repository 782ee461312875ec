import type {
  ChangePreviewResponse,
  ChangeRequestResponse,
  CreateChangeRequestDto,
  ReviewDto,
  UpdateChangeRequestDto,
} from '@halyard/contracts';
import { isOpen } from '~/approvals/states';

const POLL_MS = 3_000;

/** One request as it is now, and all that can be done with it. An answer is the request from then on. */
export function useChangeRequest(ref: string) {
  const api = useAdminApi();
  const params = { path: { ref } };
  const fetchRequest = useFetchRequest();
  const fetch = () => fetchRequest(ref);
  const {
    data: request,
    error,
    refresh,
  } = useAsyncData(`request:${ref}`, fetch, { server: false, lazy: true });

  /** Until it is finished, others may be at it. */
  async function follow() {
    if (request.value === undefined || !isOpen(request.value.state)) return;
    await renew(request, fetch);
  }
  const { onLiveChange } = useLive();
  onLiveChange(follow);
  useIntervalFn(follow, POLL_MS);

  const done = async (call: Parameters<typeof answer>[0]) => {
    request.value = await answer<ChangeRequestResponse>(call);
    await refreshNuxtData('requests-waiting');
  };

  return {
    request,
    problem: useReadProblem(error),
    refresh,
    follow,
    review: (body: ReviewDto) =>
      done(api.POST('/api/admin/change-requests/{ref}/reviews', { params, body })),
    comment: (text: string) =>
      done(api.POST('/api/admin/change-requests/{ref}/comments', { params, body: { text } })),
    act: (action: 'submit' | 'withdraw' | 'rebase') =>
      done(api.POST(`/api/admin/change-requests/{ref}/${action}`, { params })),
  };
}

export type ChangeRequestResource = ReturnType<typeof useChangeRequest>;

/** A request as it is now. */
export function useFetchRequest() {
  const api = useAdminApi();
  return (ref: string) =>
    answer<ChangeRequestResponse>(
      api.GET('/api/admin/change-requests/{ref}', { params: { path: { ref } } }),
    );
}

/** Puts other words, or another change, into one's own request; the approvals that it had are void. */
export function useEditRequest() {
  const api = useAdminApi();
  return async (request: ChangeRequestResponse, body: UpdateChangeRequestDto) => {
    const params = { path: { ref: request.ref } };
    const sent = { ...body, version: request.version } as never;
    const edited = await answer<ChangeRequestResponse>(
      api.PATCH('/api/admin/change-requests/{ref}', { params, body: sent }),
    );
    await refreshNuxtData([`request:${edited.ref}`, `requests-of:${edited.flag}`]);
    return edited;
  };
}

/** What an open request would do now; nothing for one that is finished. */
export function useRequestPreview(request: Readonly<Ref<ChangeRequestResponse>>) {
  const api = useAdminApi();
  const { ref } = request.value;
  const { data, error, refresh } = useAsyncData(
    `request-preview:${ref}`,
    async () => {
      if (!isOpen(request.value.state)) return null;
      const params = { path: { ref } };
      return await answer<ChangePreviewResponse>(
        api.GET('/api/admin/change-requests/{ref}/preview', { params }),
      );
    },
    {
      server: false,
      lazy: true,
      watch: [() => request.value.contentHash, () => request.value.state],
    },
  );
  const { onLiveChange } = useLive();
  onLiveChange(refresh);
  return {
    preview: data,
    problem: useReadProblem(error),
    refresh,
  };
}

export function useFileRequest() {
  const api = useAdminApi();
  return (body: CreateChangeRequestDto) =>
    answer<ChangeRequestResponse>(api.POST('/api/admin/change-requests', { body: body as never }));
}
