import type { EnvironmentListResponse, EnvironmentResponse } from '@halyard/contracts';

/** The environments, and the one in view: the URL's `?env=`, or the deployment's default one. */
export function useEnvironments() {
  const api = useAdminApi();
  const route = useRoute();
  const fetched = useAsyncData(
    'environments',
    async () => (await answer<EnvironmentListResponse>(api.GET('/api/admin/environments'))).items,
    { default: () => [] as readonly EnvironmentResponse[] },
  );
  const { data, error, refresh } = fetched;

  const environment = computed<EnvironmentResponse | undefined>(
    () =>
      data.value.find(({ key }) => key === route.query['env']) ??
      data.value.find((candidate) => candidate.default) ??
      data.value[0],
  );

  /** The query that shows the same page in another environment. */
  const queryFor = (key: string) => ({ ...route.query, env: key });

  const select = (key: string) => navigateTo({ query: queryFor(key) });

  return { environments: data, environment, error, refresh, queryFor, select, ready: fetched };
}
