/**
 * Whether the list of an input menu is open, and what its input has to be told while it is not: closed,
 * nothing is the active option, and without this the input goes on pointing at one that is gone.
 */
export function useOpenMenu() {
  const open = ref(false);
  const attributes = computed(() => (open.value ? {} : { 'aria-activedescendant': null }));
  return { open, attributes };
}
