/** Where a flag is looked at, beside the list or on a page of its own, and how to get to another one from there. */
export function useFlagPlace() {
  const route = useRoute();
  const isPage = computed(() => route.params['key'] !== undefined);
  const { queryForFlag } = useFlagFilters();

  const pageOf = (key: string, tab = route.query['tab']) => ({
    path: `/flags/${key}`,
    query: { env: route.query['env'], tab },
  });
  const linkTo = (key: string) =>
    isPage.value ? pageOf(key) : { query: { ...queryForFlag(key), tab: route.query['tab'] } };

  /** The list with the flag open beside it. */
  const panelOf = (key: string) => ({
    path: '/flags',
    query: { env: route.query['env'], flag: key, tab: route.query['tab'] },
  });

  return { isPage, pageOf, panelOf, linkTo };
}
