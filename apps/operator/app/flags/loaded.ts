import type { FlagPageResponse, ListedFlagResponse } from '@halyard/contracts';

/** Where a page of the list begins: what asks for it, the flag before it, and when it was asked for. */
interface Start {
  readonly cursor: string | undefined;
  readonly after: string | undefined;
  readonly at: number;
}

/** As much of a list as is here, from its beginning on, page after page. */
export interface Loaded {
  readonly items: readonly ListedFlagResponse[];
  readonly nextCursor: string | null;
  readonly starts: readonly Start[];
}

export const NOTHING: Loaded = { items: [], nextCursor: null, starts: [] };

export function firstPage({ items, nextCursor }: FlagPageResponse, at: number): Loaded {
  return { items, nextCursor, starts: [{ cursor: undefined, after: undefined, at }] };
}

export function withNextPage(loaded: Loaded, page: FlagPageResponse, at: number): Loaded {
  const cursor = loaded.nextCursor ?? undefined;
  const known = new Set(loaded.items.map(({ key }) => key));
  return {
    items: [...loaded.items, ...page.items.filter(({ key }) => !known.has(key))],
    nextCursor: page.nextCursor,
    starts: [...loaded.starts, { cursor, after: loaded.items.at(-1)?.key, at }],
  };
}

/** The pages that hold some of the rows from `first` to `last` and are older than a moment. */
export function olderPages(loaded: Loaded, first: number, last: number, moment: number): Start[] {
  const places = new Map(loaded.items.map(({ key }, index) => [key, index]));
  const from = ({ after }: Start) => (after === undefined ? 0 : (places.get(after) ?? -1) + 1);
  return loaded.starts.filter((start, index) => {
    const next = loaded.starts[index + 1];
    const end = next === undefined ? loaded.items.length : from(next);
    return start.at < moment && from(start) <= last && end > first;
  });
}

/** How many flags a page has. */
export function sizeOf({ items, starts }: Loaded, start: Start): number {
  const index = (after: string | undefined) =>
    after === undefined ? 0 : items.findIndex(({ key }) => key === after) + 1;
  const next = starts[starts.indexOf(start) + 1];
  return (next === undefined ? items.length : index(next.after)) - index(start.after);
}

/**
 * The list with one of its pages asked for again. What has left the page is gone, what has come into it is
 * there, and nothing is there twice.
 */
export function withPage(loaded: Loaded, start: Start, page: FlagPageResponse, at: number): Loaded {
  const { items } = loaded;
  const fresh = new Set(page.items.map(({ key }) => key));
  const begin = items.findIndex(({ key }) => key === start.after) + 1;
  const last = items.findLastIndex(({ key }) => key === page.items.at(-1)?.key);
  const end = page.nextCursor === null ? items.length : Math.max(last + 1, begin);
  const others = (some: readonly ListedFlagResponse[]) => some.filter(({ key }) => !fresh.has(key));
  const head = others(items.slice(0, begin));
  const tail = others(items.slice(end));
  const next = [...head, ...page.items, ...tail];
  const there = new Set(next.map(({ key }) => key));
  return {
    items: next,
    nextCursor: tail.length === 0 ? page.nextCursor : loaded.nextCursor,
    starts: loaded.starts
      .map((one) => (one === start ? { ...one, at } : one))
      .filter(({ after }) => after === undefined || there.has(after)),
  };
}

/** The flags that are not as they were. That one is evaluated is no change of it. */
export function changedBetween(before: Loaded, after: Loaded): string[] {
  const were = new Map(before.items.map((flag) => [flag.key, flag]));
  return after.items
    .filter((flag) => {
      const was = were.get(flag.key);
      return was !== flag && (was === undefined || asChanged(was) !== asChanged(flag));
    })
    .map(({ key }) => key);
}

function asChanged(flag: ListedFlagResponse): string {
  return JSON.stringify(flag, (name, value: unknown) =>
    name === 'lastEvaluatedAt' || name === 'stale' ? undefined : value,
  );
}
