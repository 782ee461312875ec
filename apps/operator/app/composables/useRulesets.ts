import type { RulesetListResponse } from '@halyard/contracts';

/** What each environment's applications download: how much it is, and which version. */
export function useRulesets() {
  const api = useAdminApi();
  const { data, refresh } = useAsyncData(
    'rulesets',
    () => answer<RulesetListResponse>(api.GET('/api/admin/rulesets')),
    { server: false, lazy: true },
  );
  const rulesetOf = (environment: string) =>
    data.value?.items.find((one) => one.environment === environment);
  return { rulesetOf, refresh };
}
