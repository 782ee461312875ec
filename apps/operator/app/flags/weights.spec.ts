import { evened, withoutShare, withShare, withWeight } from './weights';

const split = (...weights: number[]) =>
  weights.map((weight, at) => ({ variant: `v${at}`, weight }));
const weights = (shares: readonly { weight: number }[]) => shares.map(({ weight }) => weight);
const sum = (shares: readonly { weight: number }[]) =>
  Math.round(weights(shares).reduce((total, weight) => total + weight * 1000, 0));

it('gives the others what is left, in proportion', () => {
  expect(weights(withWeight(split(50, 30, 20), 0, 75))).toEqual([75, 15, 10]);
  expect(weights(withWeight(split(100, 0, 0), 0, 40))).toEqual([40, 30, 30]);
});

it('always comes to 100, to the thousandth', () => {
  for (const weight of [0, 0.001, 33.333, 66.667, 99.999, 100, 120, -5]) {
    expect(sum(withWeight(split(33.333, 33.333, 33.334), 1, weight))).toBe(100_000);
  }
  expect(weights(evened(split(1, 1, 98)))).toEqual([33.334, 33.333, 33.333]);
});

it('makes room for one more, and closes the gap where one goes', () => {
  expect(withShare(split(50, 50), 'v2').map(({ variant }) => variant)).toEqual(['v0', 'v1', 'v2']);
  expect(sum(withShare(split(50, 50), 'v2'))).toBe(100_000);
  expect(weights(withoutShare(split(50, 30, 20), 0))).toEqual([60, 40]);
  expect(withShare([], 'only')).toEqual([{ variant: 'only', weight: 100 }]);
});
