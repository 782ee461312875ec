import { keysBetween, toggled } from './selection';

const KEYS = ['a', 'b', 'c', 'd'];

it('reaches from one key to another, either way', () => {
  expect(keysBetween(KEYS, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(keysBetween(KEYS, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(keysBetween(KEYS, 'b', 'b')).toEqual(['b']);
  expect(keysBetween(KEYS, undefined, 'c')).toEqual(['c']);
  expect(keysBetween(KEYS, 'gone', 'c')).toEqual(['c']);
});

it('takes all in, and all out where all are in', () => {
  expect([...toggled(new Set(['a']), ['a', 'b'])]).toEqual(['a', 'b']);
  expect([...toggled(new Set(['a', 'b', 'c']), ['a', 'b'])]).toEqual(['c']);
});
