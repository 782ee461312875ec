import { fleetFiltersFrom, fleetFiltersToQuery } from '~/tenants/filters';

/** Which tenants and flags one looks at, in the URL. */
export function useFleetFilters() {
  const { filters, setFilters } = useUrlFilters({
    from: fleetFiltersFrom,
    toQuery: fleetFiltersToQuery,
  });
  const clearFilters = () => setFilters({ ...fleetFiltersFrom({}), view: filters.value.view });
  return { filters, setFilters, clearFilters };
}
