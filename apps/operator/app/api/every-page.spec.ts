import { everyPage } from './every-page';

it('reads page after page until there is no more', async () => {
  const asked: (string | undefined)[] = [];
  const first = { items: [1, 2], nextCursor: 'second' };
  const second = { items: [3], nextCursor: null };
  const items = await everyPage((cursor) => {
    asked.push(cursor);
    return Promise.resolve(cursor === 'second' ? second : first);
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, 'second']);
});
