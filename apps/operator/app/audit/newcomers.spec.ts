import { newcomers, newcomersWords } from './newcomers';

const some = (...ids: string[]) => ids.map((id) => ({ id }));

it('are those of the newest page that are not shown', () => {
  expect(newcomers(some('b', 'a'), some('d', 'c', 'b'))).toEqual({
    entries: some('d', 'c'),
    connected: true,
  });
  expect(newcomers(some('b', 'a'), some('b', 'a')).entries).toEqual([]);
});

it('say where some are missing between them and what is shown', () => {
  expect(newcomers(some('a'), some('d', 'c')).connected).toBe(false);
  expect(newcomers([], some('a')).connected).toBe(true);
});

it('are counted in words', () => {
  expect([1, 3].map(newcomersWords)).toEqual(['1 new entry', '3 new entries']);
});
