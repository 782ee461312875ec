export default defineAppConfig({
  webSession: {
    requireSignIn: 'page' as const,
    name: 'Casewell',
    tagline: 'Every conversation with your customers, in one calm place.',
    icon: 'i-lucide-life-buoy',
  },
  ui: {
    colors: { primary: 'emerald', neutral: 'stone' },
    dropdownMenu: { slots: { content: 'dark:bg-elevated', label: 'font-normal text-muted' } },
  },
});
