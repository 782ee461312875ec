import { filtersFrom, filtersToQuery } from '~/rollouts/filters';

export const useRolloutFilters = () =>
  useUrlFilters({ from: filtersFrom, toQuery: filtersToQuery });
