import type Sortable from 'sortablejs';

/** Lets the items of a list be dragged by their `[data-handle]`. The list itself is moved by whoever owns it. */
export function useDragToMove(
  list: Readonly<Ref<HTMLElement | null>>,
  move: (from: number, to: number) => void,
  disabled: () => boolean,
) {
  let sortable: Sortable | undefined;

  onMounted(async () => {
    const { default: library } = await import('sortablejs');
    if (list.value === null) return;
    sortable = library.create(list.value, {
      handle: '[data-handle]',
      animation: 150,
      ghostClass: 'opacity-40',
      disabled: disabled(),
      onUpdate: ({ from, item, oldIndex, newIndex }) => {
        if (oldIndex === undefined || newIndex === undefined) return;
        // Vue moves it: to it, it is still where it was.
        item.remove();
        from.insertBefore(item, from.children[oldIndex] ?? null);
        move(oldIndex, newIndex);
      },
    });
  });
  watch(disabled, (now) => sortable?.option('disabled', now));
  onBeforeUnmount(() => sortable?.destroy());
}
