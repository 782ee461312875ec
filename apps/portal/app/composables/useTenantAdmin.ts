import type { MeResponse } from '@halyard/contracts';

/** No page waits for longer than this to know who may see what. */
const PATIENCE_MS = 1_500;

/** Whether the signed-in person may see, and ask for, what is on for their tenant: no, unless the API says so. */
export function useTenantAdmin() {
  const api = useApi();
  const { user } = useSignedIn();
  const { ready } = useFeatureFlags();
  const { data: me, refresh } = useAsyncData('me', () =>
    api<MeResponse>('/api/admin/me', { timeout: PATIENCE_MS, retry: 0 }),
  );

  // The API is back, and was away when this was asked.
  watch(ready, (isReady) => {
    if (isReady && me.value === undefined) void refresh();
  });

  const isKnown = computed(() => me.value !== undefined);
  const isTenantAdmin = computed(() => {
    const held = me.value?.tenants[user.value?.tenant ?? ''];
    return held?.includes('feature_flag:read') ?? false;
  });
  return { isKnown, isTenantAdmin };
}
