import type { OverridePageResponse, OverrideResponse } from '@halyard/contracts';
import { problemOf } from '~/api/problem';

const MOST = 200;

/** A tenant's overrides in every environment, its users' too. */
export function useTenantOverrides(tenant: string) {
  const api = useAdminApi();
  async function fetchAll() {
    const found: OverrideResponse[] = [];
    let cursor: string | undefined;
    do {
      const page: OverridePageResponse = await answer<OverridePageResponse>(
        api.GET('/api/admin/overrides', { params: { query: { tenant, limit: MOST, cursor } } }),
      );
      found.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }
  const { data, error, status, refresh } = useAsyncData(`tenant-overrides:${tenant}`, fetchAll, {
    default: () => [] as readonly OverrideResponse[],
    server: false,
    lazy: true,
  });
  const { onLiveChange } = useLive();
  onLiveChange(refresh);

  return {
    overrides: data,
    loading: computed(() => status.value === 'pending' || status.value === 'idle'),
    problem: computed(() => (error.value ? problemOf(error.value) : undefined)),
    refresh,
  };
}
