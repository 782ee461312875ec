import { fromLocalInput, startOf, toLocalInput } from './stretches';

const NOW = Date.parse('2027-01-31T09:00:00Z');

it('begins a stretch as long ago as it is', () => {
  expect(startOf('24h', NOW)).toBe('2027-01-30T09:00:00.000Z');
  expect(startOf('for ever', NOW)).toBeUndefined();
  expect(startOf('toString', NOW)).toBeUndefined();
});

it('brings a moment to an input and back', () => {
  const moment = '2027-01-31T09:05:00.000Z';
  expect(fromLocalInput(toLocalInput(moment))).toBe(moment);
  expect([toLocalInput(undefined), toLocalInput('soon')]).toEqual(['', '']);
  expect(fromLocalInput('')).toBeUndefined();
});
