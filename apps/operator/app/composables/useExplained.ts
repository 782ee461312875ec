/** What a tenant gets of a flag, open for explanation: in the URL, as `?explain=loomi/new_nav`. */
export function useExplained() {
  const route = useRoute();

  const explained = computed(() => {
    const [tenant = '', flag = ''] = String(route.query['explain'] ?? '').split('/');
    return tenant === '' || flag === '' ? undefined : { tenant, flag };
  });

  const queryFor = (tenant: string, flag: string) => ({
    ...route.query,
    explain: `${tenant}/${flag}`,
  });
  const explain = (tenant: string, flag: string) => navigateTo({ query: queryFor(tenant, flag) });
  const close = () => navigateTo({ query: { ...route.query, explain: undefined } });

  return { explained, queryFor, explain, close };
}
