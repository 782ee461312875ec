import type { TenantFacetsResponse, TenantPageResponse } from '@halyard/contracts';

/** Tenants that match what is typed, and the plans and partners there are: what a scope may name. */
export function useTenants(search: Readonly<Ref<string>>) {
  const api = useAdminApi();
  const q = refDebounced(search, 150);

  const { data: page, status } = useAsyncData(
    'tenants',
    () =>
      answer<TenantPageResponse>(
        api.GET('/api/admin/tenants', { params: { query: { q: q.value, limit: 50 } } }),
      ),
    { watch: [q], server: false, lazy: true },
  );
  return {
    tenants: computed(() => page.value?.items ?? []),
    ...useTenantFacets(),
    loading: computed(() => status.value === 'pending'),
  };
}

/** The plans and partners that active tenants have. */
export function useTenantFacets() {
  const api = useAdminApi();
  const { data: facets } = useAsyncData(
    'tenant-facets',
    () => answer<TenantFacetsResponse>(api.GET('/api/admin/tenants/facets')),
    { server: false, lazy: true },
  );
  return {
    plans: computed(() => [...(facets.value?.plans ?? [])]),
    partners: computed(() => [...(facets.value?.partnerSlugs ?? [])]),
  };
}
