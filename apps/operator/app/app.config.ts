export default defineAppConfig({
  webSession: {
    name: 'Halyard',
    tagline: 'Raise and lower features, tenant by tenant, with one click back.',
    icon: 'i-lucide-flag',
  },
  ui: {
    colors: { primary: 'blue', secondary: 'violet', info: 'sky', neutral: 'zinc' },
    // Nuxt UI's own fade on hover, to less than 4.5:1 against the label.
    button: {
      compoundVariants: [
        {
          color: 'primary',
          variant: 'solid',
          class: 'hover:bg-(--ui-color-primary-700) dark:hover:bg-(--ui-color-primary-300)',
        },
        {
          color: 'error',
          variant: 'solid',
          class: 'hover:bg-(--ui-color-error-800) dark:hover:bg-(--ui-color-error-300)',
        },
      ],
    },
    formField: { slots: { label: 'text-default', error: 'text-error text-sm' } },
    tooltip: {
      slots: { content: 'h-auto max-w-72 py-1.5', text: 'whitespace-normal text-pretty' },
    },
    modal: { variants: { overlay: { true: { overlay: 'bg-black/25 dark:bg-black/50' } } } },
    slideover: { slots: { overlay: 'bg-black/25 dark:bg-black/50' } },
    dropdownMenu: { slots: { itemDescription: 'whitespace-normal text-pretty' } },
    table: {
      slots: {
        th: 'py-2 text-xs font-medium text-muted',
        td: 'py-2.5 text-default',
      },
    },
  },
});
