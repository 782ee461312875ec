import type { ExplainResponse, TenantFlagResponse, TenantResponse } from '@halyard/contracts';

/** What one tenant gets of one flag in an environment, why, and what each lane said; kept as it is now. */
export function useExplanation(tenantSlug: string, key: string, environment: string) {
  const api = useAdminApi();

  const fetch = async () => {
    const [tenant, flag, explained] = await Promise.all([
      answer<TenantResponse>(
        api.GET('/api/admin/tenants/{slug}', { params: { path: { slug: tenantSlug } } }),
      ),
      answer<TenantFlagResponse>(
        api.GET('/api/admin/tenants/{slug}/flags/{key}', {
          params: { path: { slug: tenantSlug, key }, query: { environment } },
        }),
      ),
      answer<ExplainResponse>(
        api.POST('/api/admin/evaluate/explain', { body: { key, tenantSlug, environment } }),
      ),
    ]);
    return { tenant, flag, trace: explained.trace };
  };
  const { data, error, refresh } = useAsyncData(
    `explanation:${tenantSlug}:${key}:${environment}`,
    fetch,
    { server: false, lazy: true },
  );

  const follow = () => renew(data, fetch);
  const { onLiveChange } = useLive();
  onLiveChange(follow);

  return {
    explanation: data,
    problem: useReadProblem(error),
    refresh,
    follow,
  };
}
