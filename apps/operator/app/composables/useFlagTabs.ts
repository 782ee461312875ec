const TABS = {
  targeting: 'Targeting',
  overrides: 'Overrides',
  rollout: 'Rollout',
  dependencies: 'Dependencies',
  exposures: 'Exposures',
  history: 'History',
  details: 'Details',
  code: 'Code',
} as const;
type Tab = keyof typeof TABS;

/** Every field of the panel's form, as errors name them, in the order of the page. */
export const FLAG_FIELDS = [
  'state',
  'scope.tenantSlugs',
  'scope.plans',
  'scope.partnerSlugs',
  'rollout.percentage',
  'rollout.bucketBy',
  'serve.bucketBy',
  'serve',
  'rules.*.id',
  'rules.*.when.*.attribute',
  'rules.*.when.*.values',
  'rules.*.segments',
  'rules.*.serve.bucketBy',
  'rules.*.serve',
  'rules.*.rollout.percentage',
  'rules.*.rollout.bucketBy',
  'prerequisites.*',
  'name',
  'description',
  'kind',
  'owner',
  'ownerModule',
  'tags',
  'category',
  'variants',
  'offVariant',
  'schema',
] as const;
const DETAILS: readonly string[] = FLAG_FIELDS.slice(FLAG_FIELDS.indexOf('name'));

/** The open tab of the panel, kept in the URL. */
export function useFlagTabs() {
  const route = useRoute();
  const tab = computed<Tab>({
    get: () =>
      (Object.keys(TABS) as Tab[]).find((name) => name === route.query['tab']) ?? 'targeting',
    set: (name) =>
      void navigateTo(
        { query: { ...route.query, tab: name === 'targeting' ? undefined : name } },
        { replace: true },
      ),
  });

  return {
    tab,
    tabs: Object.entries(TABS).map(([value, label]) => ({ value, label })),
    tabOf: (field: string): Tab => (DETAILS.includes(field) ? 'details' : 'targeting'),
  };
}
