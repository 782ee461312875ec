import { uuid } from './uuid.ts';

it('is a random UUID, another one each time', () => {
  const all = Array.from({ length: 1_000 }, uuid);
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(all.filter((each) => !shape.test(each))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});
