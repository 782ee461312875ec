export interface PortalLink {
  readonly label: string;
  readonly to: string;
  readonly icon: string;
  readonly count?: number;
  readonly children?: readonly { readonly label: string; readonly to: string }[];
}

/** Where one can go. New billing brings its own pages, and without it there is no trace of them. */
export function usePortalNavigation() {
  const workspace = useWorkspace();
  const hasNewBilling = useFeatureFlag('new_billing_v2');

  return computed((): readonly PortalLink[] => [
    { label: 'Home', to: '/', icon: 'i-lucide-house' },
    {
      label: 'Cases',
      to: '/cases',
      icon: 'i-lucide-inbox',
      count: workspace.value.cases.filter(({ status }) => status === 'open').length,
    },
    {
      label: 'Billing',
      to: '/billing',
      icon: 'i-lucide-credit-card',
      ...(hasNewBilling.value && {
        children: [
          { label: 'Usage', to: '/billing#usage' },
          { label: 'Invoices', to: '/billing#invoices' },
        ],
      }),
    },
  ]);
}
