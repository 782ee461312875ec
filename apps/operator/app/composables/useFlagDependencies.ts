import type { DependenciesResponse } from '@halyard/contracts';

/** What a flag requires and what requires it, all the way, as it is now. */
export function useFlagDependencies(key: string) {
  const api = useAdminApi();
  const { data, error, refresh } = useAsyncData(
    `dependencies:${key}`,
    () =>
      answer<DependenciesResponse>(
        api.GET('/api/admin/flags/{key}/dependencies', { params: { path: { key } } }),
      ),
    { server: false, lazy: true },
  );
  const { onLiveChange } = useLive();
  onLiveChange(() => refresh());
  return {
    dependencies: data,
    problem: useReadProblem(error),
    refresh,
  };
}
