import { everyPage } from './every-page';

it('reads page after page until there is no more', async () => {
  const asked: (string | undefined)[] = [];
  const pages: Record<string, { items: number[]; nextCursor: string | null }> = {
    first: { items: [1, 2], nextCursor: 'second' },
    second: { items: [3], nextCursor: null },
  };
  const items = await everyPage((cursor) => {
    asked.push(cursor);
    return Promise.resolve(pages[cursor ?? 'first']!);
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, 'second']);
});
