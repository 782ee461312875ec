import { timeLeft } from './time-left';

const now = Date.parse('2026-12-24T10:00:00Z');

it('says the two greatest units', () => {
  expect(timeLeft('2026-12-26T13:04:00Z', now)).toBe('ends in 2 d 3 h');
  expect(timeLeft('2026-12-24T10:05:30Z', now)).toBe('ends in 5 min');
});

it('does not skip a unit', () => {
  expect(timeLeft('2026-12-26T10:04:00Z', now)).toBe('ends in 2 d');
});

it('says when it is nearly and when it is over', () => {
  expect(timeLeft('2026-12-24T10:00:59Z', now)).toBe('ends in under a minute');
  expect(timeLeft('2026-12-24T10:00:00Z', now)).toBe('expired');
});
