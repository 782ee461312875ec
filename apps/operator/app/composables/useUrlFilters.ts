import type { LocationQuery } from 'vue-router';

interface Filtering<T extends object> {
  /** Reads them from a URL; what it has wrong counts as not there. */
  readonly from: (query: LocationQuery) => T;
  /** The same as a URL has them: what is as it would be anyway is `undefined`. */
  readonly toQuery: (filters: T) => Readonly<Record<string, string | undefined>>;
}

/** Filters that live in the URL, so that a link shows what its sender saw. */
export function useUrlFilters<T extends object>({ from, toQuery }: Filtering<T>) {
  const route = useRoute();
  const filters = computed(() => from(route.query));

  const replace = (next: T) =>
    navigateTo({ query: { ...route.query, ...toQuery(next) } }, { replace: true });

  return {
    filters,
    setFilters: (patch: Partial<T>) => replace({ ...filters.value, ...patch }),
    clearFilters: () => replace(from({})),
  };
}
