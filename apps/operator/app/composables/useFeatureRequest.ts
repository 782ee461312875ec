import type {
  AcceptFeatureRequestDto,
  DeclineFeatureRequestDto,
  FeatureRequestResponse,
} from '@halyard/contracts';
import type { FeatureRequestPlace } from '~/feature-requests/filters';
import { placeText } from '~/feature-requests/filters';

/** One thing that a tenant has asked for, and the two answers to it. */
export function useFeatureRequest(place: FeatureRequestPlace) {
  const api = useAdminApi();
  const path = { tenant: place.tenant, number: `${place.number}` };
  const { data, error, refresh } = useAsyncData(
    `feature-request:${placeText(place)}`,
    () =>
      answer<FeatureRequestResponse>(
        api.GET('/api/admin/feature-requests/{tenant}/{number}', { params: { path } }),
      ),
    { lazy: true, server: false },
  );

  const version = () => data.value?.version;

  async function accept(body: AcceptFeatureRequestDto) {
    data.value = await answer<FeatureRequestResponse>(
      api.POST('/api/admin/feature-requests/{tenant}/{number}/actions/accept', {
        params: { path, header: idempotent() },
        body: { ...body, version: version() },
      }),
    );
  }

  async function decline(body: DeclineFeatureRequestDto) {
    data.value = await answer<FeatureRequestResponse>(
      api.POST('/api/admin/feature-requests/{tenant}/{number}/actions/decline', {
        params: { path, header: idempotent() },
        body: { ...body, version: version() },
      }),
    );
  }

  return {
    request: data,
    problem: useReadProblem(error),
    refresh,
    accept,
    decline,
  };
}

export type FeatureRequestResource = ReturnType<typeof useFeatureRequest>;
