import { defaultRangeExtractor, useVirtualizer } from '@tanstack/vue-virtual';
import type { Range } from '@tanstack/vue-virtual';
import type { Matrix } from '~/tenants/matrix';
import type { Place } from '~/tenants/grid-keys';
import { placeAfter, within } from '~/tenants/grid-keys';

/** In pixels. */
export const GRID = { row: 36, header: 74, narrowest: 92, widest: 144 } as const;

/**
 * A matrix as a grid that has only those cells in the page that one sees, and the one that has the focus: arrow
 * keys move it, and no scrolling takes it away.
 */
export function useMatrixGrid(
  scroller: Readonly<Ref<HTMLElement | null>>,
  matrix: () => Matrix,
  namesWidth: Readonly<Ref<number>>,
) {
  const wanted = ref<Place>({ row: 1, column: 1 });
  const last = computed<Place>(() => ({
    row: matrix().rows.length,
    column: matrix().flags.length,
  }));
  const place = computed(() => within(wanted.value, last.value));

  /** Few flags share the room that there is. */
  const { width } = useElementSize(scroller);
  const columnWidth = computed(() => {
    const share = Math.floor((width.value - namesWidth.value) / last.value.column);
    return Math.min(Math.max(share, GRID.narrowest), GRID.widest);
  });

  /** What one sees, and the index (from 0) that has the focus. */
  const keeping = (index: number) => (range: Range) => {
    const shown = defaultRangeExtractor(range);
    return index < 0 || shown.includes(index) ? shown : [...shown, index].sort((a, b) => a - b);
  };

  const rows = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => ({
      count: last.value.row,
      getScrollElement: () => scroller.value,
      estimateSize: () => GRID.row,
      overscan: 8,
      paddingStart: GRID.header,
      scrollPaddingStart: GRID.header,
      rangeExtractor: keeping(place.value.row - 1),
    })),
  );
  const columns = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => ({
      horizontal: true,
      count: last.value.column,
      getScrollElement: () => scroller.value,
      estimateSize: () => columnWidth.value,
      overscan: 3,
      paddingStart: namesWidth.value,
      scrollPaddingStart: namesWidth.value,
      rangeExtractor: keeping(place.value.column - 1),
    })),
  );

  function show({ row, column }: Place) {
    wanted.value = { row, column };
    if (row > 0) rows.value.scrollToIndex(row - 1, { align: 'auto' });
    if (column > 0) columns.value.scrollToIndex(column - 1, { align: 'auto' });
  }

  async function focus(at: Place) {
    show(at);
    await nextTick();
    const found = scroller.value?.querySelector<HTMLElement>(
      `[data-row="${at.row}"][data-column="${at.column}"]`,
    );
    found?.focus({ preventScroll: true });
  }

  function onKey(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((scroller.value?.clientHeight ?? 0) / GRID.row) - 3);
    const next = placeAfter(event, place.value, { ...last.value, page });
    if (next === undefined) return;
    event.preventDefault();
    void focus(next);
  }

  return {
    place,
    rows,
    columns,
    columnWidth,
    /** What is at a place gets the focus when one comes back to the grid. */
    stand: (at: Place) => (wanted.value = at),
    show,
    onKey,
  };
}

/** The place of a cell that something happened in. */
export function placeOfEvent({ target }: Event): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  const { row, column } = cell?.dataset ?? {};
  return row === undefined ? undefined : { row: Number(row), column: Number(column) };
}
