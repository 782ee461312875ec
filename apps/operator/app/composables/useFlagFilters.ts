import type { FlagFilters } from '~/flags/filters';
import { filtersFrom, filtersToQuery } from '~/flags/filters';

/** The list's filters and the open flag, kept in the URL so that a link shows what its sender saw. */
export function useFlagFilters() {
  const route = useRoute();
  const filters = computed(() => filtersFrom(route.query));

  const setFilters = (patch: Partial<FlagFilters>) =>
    navigateTo(
      { query: { ...route.query, ...filtersToQuery({ ...filters.value, ...patch }) } },
      { replace: true },
    );

  const clearFilters = () =>
    setFilters({ q: '', state: undefined, kind: undefined, archived: false });

  const openFlag = computed(() =>
    typeof route.query['flag'] === 'string' ? route.query['flag'] : undefined,
  );
  const queryForFlag = (key: string) => ({ ...route.query, flag: key, tab: undefined });
  const closeFlag = () =>
    navigateTo({ query: { ...route.query, flag: undefined, tab: undefined } });

  return { filters, setFilters, clearFilters, openFlag, queryForFlag, closeFlag };
}
