import type { FlagPageResponse, ListedFlagResponse } from '@halyard/contracts';
import type { Loaded } from './loaded';
import { changedBetween, firstPage, olderPages, sizeOf, withNextPage, withPage } from './loaded';

const aFlag = (key: string, version = 1) => ({ key, version }) as ListedFlagResponse;
const aPage = (keys: string, nextCursor: string | null): FlagPageResponse => ({
  items: [...keys].map((key) => aFlag(key)),
  nextCursor,
});
const keysOf = ({ items }: Loaded) => items.map(({ key }) => key).join('');

const loaded = withNextPage(
  withNextPage(firstPage(aPage('abc', 'after-c'), 1), aPage('def', 'after-f'), 2),
  aPage('ghi', 'after-i'),
  3,
);
const [first, second] = loaded.starts as [Loaded['starts'][0], Loaded['starts'][0]];

it('goes on page after page, and knows where each began', () => {
  expect(keysOf(loaded)).toBe('abcdefghi');
  expect(loaded.nextCursor).toBe('after-i');
  expect(loaded.starts.map(({ cursor, after }) => [cursor, after])).toEqual([
    [undefined, undefined],
    ['after-c', 'c'],
    ['after-f', 'f'],
  ]);
  expect(loaded.starts.map((start) => sizeOf(loaded, start))).toEqual([3, 3, 3]);
});

it('finds the pages of some rows that are older than a moment', () => {
  const cursors = (from: number, to: number, moment: number) =>
    olderPages(loaded, from, to, moment).map(({ cursor }) => cursor);
  expect(cursors(2, 4, 9)).toEqual([undefined, 'after-c']);
  expect(cursors(2, 4, 2)).toEqual([undefined]);
  expect(cursors(6, 8, 9)).toEqual(['after-f']);
});

describe('a page that is asked for again', () => {
  it('takes in what is new, and loses nothing that it pushes out', () => {
    const again = withPage(loaded, first, aPage('nab', 'after-b'), 9);
    expect(keysOf(again)).toBe('nabcdefghi');
    expect(again.starts[0]).toEqual({ ...first, at: 9 });
  });

  it('lets go of what has left, and has nothing twice', () => {
    const again = withPage(loaded, second, aPage('dfg', 'after-g'), 9);
    expect(keysOf(again)).toBe('abcdfghi');
    expect(again.nextCursor).toBe('after-i');
  });

  it('moves what has moved', () => {
    expect(keysOf(withPage(loaded, first, aPage('hab', 'after-b'), 9))).toBe('habcdefgi');
  });

  it('is the end where nothing comes after it', () => {
    const again = withPage(loaded, second, aPage('de', null), 9);
    expect(keysOf(again)).toBe('abcde');
    expect(again.nextCursor).toBeNull();
    expect(again.starts).toHaveLength(2);
  });
});

it('says what is not as it was', () => {
  const page = { items: [aFlag('a'), aFlag('b', 2), aFlag('n')], nextCursor: 'after-n' };
  expect(changedBetween(loaded, withPage(loaded, first, page, 9))).toEqual(['b', 'n']);
});
