import type { OverridePageResponse, OverrideResponse } from '@halyard/contracts';
import { everyPage } from '~/api/every-page';

const MOST = 200;

/** A tenant's overrides in every environment, its users' too. */
export function useTenantOverrides(tenant: string) {
  const api = useAdminApi();
  const fetchAll = () =>
    everyPage((cursor) =>
      answer<OverridePageResponse>(
        api.GET('/api/admin/overrides', { params: { query: { tenant, limit: MOST, cursor } } }),
      ),
    );
  const { data, error, status, refresh } = useAsyncData(`tenant-overrides:${tenant}`, fetchAll, {
    default: () => [] as readonly OverrideResponse[],
    server: false,
    lazy: true,
  });
  const { onLiveChange } = useLive();
  onLiveChange(refresh);

  return {
    overrides: data,
    ...useReadState({ error, status }),
    refresh,
  };
}
