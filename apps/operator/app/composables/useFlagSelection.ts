import { keysBetween, toggled } from '~/flags/selection';

/** The flags that one has marked in the list, to do something with all of them. */
export function useFlagSelection(keys: Readonly<Ref<readonly string[]>>) {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  const last = ref<string>();

  // Nothing is done to what one does not see in the list.
  watch(keys, (now) => {
    const listed = new Set(now);
    const kept = [...selected.value].filter((key) => listed.has(key));
    if (kept.length < selected.value.size) selected.value = new Set(kept);
  });

  return {
    selected,
    all: computed(() => keys.value.length > 0 && selected.value.size === keys.value.length),
    /** Marks a flag, or takes its mark away; with `through` all from the last one that was marked. */
    toggle: (key: string, through = false) => {
      if (through) {
        selected.value = new Set([...selected.value, ...keysBetween(keys.value, last.value, key)]);
      } else {
        selected.value = toggled(selected.value, [key]);
      }
      last.value = key;
    },
    toggleAll: () => (selected.value = toggled(selected.value, keys.value)),
    keep: (kept: readonly string[]) => (selected.value = new Set(kept)),
    clear: () => (selected.value = new Set()),
  };
}

export type FlagSelection = ReturnType<typeof useFlagSelection>;
