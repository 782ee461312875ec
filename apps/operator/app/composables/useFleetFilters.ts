import { fleetFiltersFrom, fleetFiltersToQuery } from '~/tenants/filters';

/** Which tenants and flags one looks at, in the URL. */
export function useFleetFilters() {
  const { filters, setFilters } = useUrlFilters({
    from: fleetFiltersFrom,
    toQuery: fleetFiltersToQuery,
  });
  /** What one looks at, and how, stays. */
  const clearFilters = () => {
    const { view, archived } = filters.value;
    return setFilters({ ...fleetFiltersFrom({}), view, archived });
  };
  return { filters, setFilters, clearFilters };
}
