const LAYOUTS = ['control', 'cards', 'list'] as const;
export type DashboardLayout = (typeof LAYOUTS)[number];

/** Which layout the experiment gives this person; the current one unless it clearly says another. */
export function useDashboardLayout() {
  const given = useFeatureFlag('layout_test', 'control');
  return computed(
    (): DashboardLayout => LAYOUTS.find((layout) => layout === given.value) ?? 'control',
  );
}
