import type { ShortcutsConfig } from '@nuxt/ui/composables/defineShortcuts';

/** Whether keys without a modifier do anything. Some people's input makes them by accident (WCAG 2.1.4). */
export const useShortcutsOn = () =>
  useLocalStorage('halyard:shortcuts', true, { initOnMounted: true });

/** Shortcuts of one key, or of one after another (`g-f`), which a person can turn off. */
export function useShortcuts(config: ShortcutsConfig): void {
  const on = useShortcutsOn();
  defineShortcuts(computed(() => (on.value ? config : {})));
}
