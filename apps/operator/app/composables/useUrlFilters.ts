import type { ShallowRef } from 'vue';
import type { LocationQuery } from 'vue-router';

interface Filtering<T extends object> {
  /** Reads them from a URL; what it has wrong counts as not there. */
  readonly from: (query: LocationQuery) => T;
  /** The same as a URL has them: what is as it would be anyway is `undefined`. */
  readonly toQuery: (filters: T) => Readonly<Record<string, string | undefined>>;
}

/**
 * Filters that live in the URL, so that a link shows what its sender saw. A control shows at once what was
 * chosen: the URL follows a moment later, and two choices in that moment are both in it.
 */
export function useUrlFilters<T extends object>({ from, toQuery }: Filtering<T>) {
  const route = useRoute();
  const router = useRouter();
  const filters = shallowRef(from(route.query));
  watch(
    () => route.query,
    (query) => (filters.value = from(query)),
  );

  function replace(next: T) {
    filters.value = next;
    // Where one is by now: a page's own route follows only once the page is there.
    const { query } = router.currentRoute.value;
    return navigateTo({ query: { ...query, ...toQuery(next) } }, { replace: true });
  }

  return {
    filters: shallowReadonly(filters) as Readonly<ShallowRef<T>>,
    setFilters: (patch: Partial<T>) => replace({ ...filters.value, ...patch }),
    clearFilters: () => replace(from({})),
  };
}
