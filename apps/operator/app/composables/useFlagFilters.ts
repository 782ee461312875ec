import { filtersFrom, filtersToQuery } from '~/flags/filters';

/** The list's filters and the open flag, kept in the URL so that a link shows what its sender saw. */
export function useFlagFilters() {
  const route = useRoute();
  const filtering = useUrlFilters({ from: filtersFrom, toQuery: filtersToQuery });

  const openFlag = computed(() =>
    typeof route.query['flag'] === 'string' ? route.query['flag'] : undefined,
  );
  const queryForFlag = (key: string) => ({ ...route.query, flag: key, tab: undefined });
  const closeFlag = () =>
    navigateTo({ query: { ...route.query, flag: undefined, tab: undefined } });

  return { ...filtering, openFlag, queryForFlag, closeFlag };
}
