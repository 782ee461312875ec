import { placeAfter, within } from './grid-keys';

const size = { row: 100, column: 20, page: 15 };
const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const at = { row: 50, column: 10 };

it.each([
  ['ArrowUp', { row: 49, column: 10 }],
  ['ArrowDown', { row: 51, column: 10 }],
  ['ArrowLeft', { row: 50, column: 9 }],
  ['ArrowRight', { row: 50, column: 11 }],
  ['PageUp', { row: 35, column: 10 }],
  ['PageDown', { row: 65, column: 10 }],
  ['Home', { row: 50, column: 0 }],
  ['End', { row: 50, column: 20 }],
])('%s leads on', (key, place) => {
  expect(placeAfter(press(key), at, size)).toEqual(place);
});

it('Ctrl with Home and End lead to the corners', () => {
  expect(placeAfter(press('Home', { ctrlKey: true }), at, size)).toEqual({ row: 0, column: 0 });
  expect(placeAfter(press('End', { metaKey: true }), at, size)).toEqual({ row: 100, column: 20 });
});

it('never leads out of the grid', () => {
  const corner = { row: 0, column: 0 };
  for (const key of ['ArrowUp', 'ArrowLeft', 'PageUp', 'Home']) {
    expect(placeAfter(press(key), corner, size)).toEqual(corner);
  }
  const last = { row: 100, column: 20 };
  for (const key of ['ArrowDown', 'ArrowRight', 'PageDown', 'End']) {
    expect(placeAfter(press(key), last, size)).toEqual(last);
  }
});

it('leaves other keys to others', () => {
  expect(placeAfter(press('a'), at, size)).toBeUndefined();
  expect(placeAfter(press('Tab'), at, size)).toBeUndefined();
  expect(placeAfter(press('ArrowLeft', { altKey: true }), at, size)).toBeUndefined();
});

it('finds the nearest place where a grid has become smaller', () => {
  expect(within({ row: 500, column: 7 }, { row: 3, column: 5 })).toEqual({ row: 3, column: 5 });
});
