import type { FlagFacetsResponse } from '@halyard/contracts';

/** The owners and tags that there are. Filters may wait for them, and do without. */
export function useFlagFacets() {
  const api = useAdminApi();
  const { data } = useAsyncData(
    'flag-facets',
    () => answer<FlagFacetsResponse>(api.GET('/api/admin/flag-facets')),
    { server: false, lazy: true, default: () => ({ owners: [], tags: [] }) },
  );
  return data;
}
