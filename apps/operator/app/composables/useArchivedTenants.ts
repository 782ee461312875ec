import type { ListTenantsQuery, TenantPageResponse, TenantResponse } from '@halyard/contracts';

/** The archived tenants that a query finds, page after page. */
export function useArchivedTenants(query: Readonly<Ref<ListTenantsQuery>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<TenantPageResponse>(
      api.GET('/api/admin/tenants', { params: { query: { ...query.value, cursor } } }),
    );
  const asked = computed(() => JSON.stringify(query.value));
  const list = usePaged<TenantResponse>('archived-tenants', fetchPage, {
    watch: [asked],
    server: false,
  });
  const { onLiveChange } = useLive();
  onLiveChange(list.refresh);
  return list;
}
