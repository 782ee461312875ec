interface Entry {
  readonly id: string;
}

export interface Newcomers<T extends Entry> {
  /** Newest first. */
  readonly entries: readonly T[];
  /** Whether they lead up to those that are shown; if not, some between the two are missing. */
  readonly connected: boolean;
}

/** The entries of the newest page that are not shown yet. */
export function newcomers<T extends Entry>(shown: readonly T[], page: readonly T[]): Newcomers<T> {
  const known = new Set(shown.map(({ id }) => id));
  const entries = page.filter(({ id }) => !known.has(id));
  return { entries, connected: shown.length === 0 || entries.length < page.length };
}

export const newcomersWords = (count: number) =>
  count === 1 ? '1 new entry' : `${count} new entries`;
