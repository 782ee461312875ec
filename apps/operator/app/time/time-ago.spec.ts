import { timeAgo } from './time-ago';

const now = Date.parse('2026-12-24T10:00:00Z');

it.each([
  ['2026-12-24T09:59:30Z', 'just now'],
  ['2026-12-24T09:55:00Z', '5 min. ago'],
  ['2026-12-23T09:00:00Z', 'yesterday'],
  ['2025-12-01T09:00:00Z', 'last yr.'],
  ['2026-12-24T12:00:00Z', 'in 2 hr.'],
])('%s is %s', (at, words) => {
  expect(timeAgo(at, now)).toBe(words);
});
