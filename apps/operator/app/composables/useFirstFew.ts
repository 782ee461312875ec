const FEW = 24;

/** The first of each list; the rest on demand. */
export function useFirstFew<T>(lists: () => readonly (readonly T[])[]) {
  const all = ref(false);
  const few = (list: readonly T[]) => (all.value ? list : list.slice(0, FEW));
  const more = computed(() =>
    lists().reduce((sum, list) => sum + list.length - few(list).length, 0),
  );
  return { few, more, showAll: () => void (all.value = true) };
}
