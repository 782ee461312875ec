import { PAGES } from './pages';

export interface Shortcut {
  /** As they are pressed, one after another; `meta` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  readonly together?: boolean;
  readonly does: string;
}

interface ShortcutGroup {
  readonly label: string;
  readonly shortcuts: readonly Shortcut[];
}

/** What the help sheet shows. Where a key is listened to, the component of that place says what it does. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    label: 'Everywhere',
    shortcuts: [
      { keys: ['meta', 'K'], together: true, does: 'Find a flag, a tenant, a page or an action' },
      { keys: ['/'], does: 'Search the list' },
      { keys: ['?'], does: 'Show these shortcuts' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    label: 'Go to',
    shortcuts: PAGES.map(({ key, label }) => ({ keys: ['g', key], does: label })),
  },
  {
    label: 'In a list of flags',
    shortcuts: [
      { keys: ['j'], does: 'Next flag' },
      { keys: ['k'], does: 'Previous flag' },
      { keys: ['x'], does: 'Select the flag' },
      { keys: ['shift', 'X'], together: true, does: 'Select up to the flag' },
    ],
  },
  {
    label: 'On a change request',
    shortcuts: [
      { keys: ['a'], does: 'Go to Approve' },
      { keys: ['r'], does: 'Go to Reject' },
    ],
  },
];
