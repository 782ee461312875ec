import { comparisonsOf } from '~/tenants/compare';

/** Two tenants side by side, kept as they are now. */
export function useTenantComparison(one: string, other: string, environment: string) {
  const fetchAll = useMatrixPages();
  const fetch = () => fetchAll({ environment, tenant: [one, other] });
  const { data, error, refresh } = useAsyncData(
    `comparison:${one}:${other}:${environment}`,
    fetch,
    { server: false, lazy: true },
  );

  const follow = () => renew(data, fetch);
  const { onLiveChange } = useLive();
  onLiveChange(follow);

  const tenantOf = (slug: string) =>
    data.value?.rows.find(({ tenant }) => tenant.slug === slug)?.tenant;

  return {
    tenants: computed(() => [tenantOf(one), tenantOf(other)] as const),
    comparisons: computed(() => (data.value ? comparisonsOf(data.value, one, other) : [])),
    loading: computed(() => data.value === undefined && error.value === undefined),
    problem: useReadProblem(error),
    refresh,
  };
}
