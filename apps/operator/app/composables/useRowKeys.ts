interface RowKeys {
  readonly keys: () => readonly string[];
  /** Scrolls a row into view. */
  readonly reach: (index: number) => void;
  readonly toggle: (key: string, through?: boolean) => void;
  readonly clear: () => void;
  readonly enabled: () => boolean;
}

const ROW = '[data-flag]';

/** The list by keyboard: j and k go down and up, x marks a row, Shift with it all rows up to there, Escape none. */
export function useRowKeys({ keys, reach, toggle, clear, enabled }: RowKeys) {
  /** Where one is, also once the row has left the page. */
  let current = -1;

  const focused = () =>
    document.activeElement?.closest('[role=row]')?.querySelector<HTMLElement>(ROW)?.dataset['flag'];

  async function go(step: 1 | -1) {
    const all = keys();
    if (!enabled() || all.length === 0) return;
    const here = all.indexOf(focused() ?? '');
    const from = here === -1 ? current : here;
    current = Math.min(Math.max(from + step, 0), all.length - 1);
    reach(current);
    await nextTick();
    // Rendered by the next frame at the latest, where it had to be scrolled to.
    requestAnimationFrame(() => {
      const key = CSS.escape(all[current] ?? '');
      document.querySelector<HTMLElement>(`[data-flag="${key}"]`)?.focus({ preventScroll: true });
    });
  }

  function mark(through: boolean) {
    const key = focused();
    if (enabled() && key !== undefined) toggle(key, through);
  }

  useShortcuts({
    j: () => void go(1),
    k: () => void go(-1),
    x: () => mark(false),
    shift_x: () => mark(true),
  });

  // Not a shortcut, which would keep the key from the dialog or the menu that is open.
  useEventListener('keydown', (event) => {
    const within = event.target instanceof Element ? event.target : null;
    const isElsewhere = within?.closest('[role=dialog], [role=menu], [role=listbox]') != null;
    if (event.key === 'Escape' && enabled() && !isElsewhere && !event.defaultPrevented) clear();
  });
}
