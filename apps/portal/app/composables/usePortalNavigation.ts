export interface PortalLink {
  readonly label: string;
  readonly to: string;
  readonly icon: string;
  readonly count?: number;
  readonly children?: readonly { readonly label: string; readonly to: string }[];
}

/** Where one can go. Of a page that is not there for one there is no trace. */
export function usePortalNavigation() {
  const workspace = useWorkspace();
  const hasNewBilling = useFeatureFlag('new_billing_v2');
  const { isTenantAdmin } = useTenantAdmin();
  const { isOpen } = usePageGate();

  const openCases = computed(
    () => workspace.value.cases.filter(({ status }) => status === 'open').length,
  );
  return computed((): readonly PortalLink[] => {
    const links: readonly PortalLink[] = [
      { label: 'Home', to: '/', icon: 'i-lucide-house' },
      { label: 'Cases', to: '/cases', icon: 'i-lucide-inbox', count: openCases.value },
      {
        label: 'Billing',
        to: '/billing',
        icon: 'i-lucide-credit-card',
        ...(hasNewBilling.value && { children: NEW_BILLING }),
      },
      { label: 'Privacy', to: '/privacy', icon: 'i-lucide-shield-check' },
      ...(isTenantAdmin.value ? [FEATURES] : []),
    ];
    return links.filter(({ to }) => isOpen(to));
  });
}

const NEW_BILLING = [
  { label: 'Usage', to: '/billing#usage' },
  { label: 'Invoices', to: '/billing#invoices' },
  { label: 'Forecast', to: '/billing/forecast' },
] as const;

const FEATURES: PortalLink = { label: 'Features', to: '/features', icon: 'i-lucide-sparkles' };
