import type { ExposuresResponse } from '@halyard/contracts';
import { chartOf, inShort, share, summaryOf, ticksTo } from './chart';

const HALF_AN_HOUR = 30 * 60_000;

function served(variants: Readonly<Record<string, readonly number[]>>): ExposuresResponse {
  const from = Date.parse('2026-11-21T10:00:00.000Z');
  const buckets = Object.values(variants)[0]?.length ?? 0;
  return {
    environment: 'prod',
    from: new Date(from).toISOString(),
    to: new Date(from + buckets * HALF_AN_HOUR).toISOString(),
    bucketMinutes: 30,
    variants: Object.entries(variants).map(([variant, counts]) => ({
      variant,
      total: counts.reduce((sum, count) => sum + count, 0),
      counts,
    })),
    lastEvaluatedAt: null,
  };
}

it('has a bar for each bucket, with what is off at its end and in grey', () => {
  const { series, bars, total } = chartOf(served({ off: [1, 2], on: [3, 0] }), 'off');
  expect(series.map(({ name, color }) => [name, color])).toEqual([
    ['on', 'var(--chart-1)'],
    ['off', 'var(--chart-off)'],
  ]);
  expect(bars.map(({ counts }) => counts)).toEqual([
    [3, 1],
    [0, 2],
  ]);
  expect(bars[1]?.from).toBe(bars[0]?.to);
  expect(total).toBe(6);
});

it('gives a variant the same colour whatever it was served', () => {
  const colors = (exposures: ExposuresResponse) =>
    chartOf(exposures, 'off').series.map(({ name, color }) => [name, color]);
  expect(colors(served({ a: [1], b: [9], off: [0] }))).toEqual(
    colors(served({ a: [9], b: [0], off: [3] })),
  );
});

it('puts together what there are no colours for, and loses nothing', () => {
  const many = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`v${index}`, [index, 1]]),
  );
  const { series, total } = chartOf(served({ ...many, off: [5, 5] }), 'off');
  expect(series).toHaveLength(9);
  expect(series[7]).toMatchObject({ name: '3 others', total: 0 + 1 + 2 + 3, counts: [3, 3] });
  expect(total).toBe(45 + 10 + 10);
});

it('says shares as they are', () => {
  expect([share(1, 3), share(1, 10_000), share(9_999, 10_000), share(0, 5), share(0, 0)]).toEqual([
    '33.3 %',
    '< 0.1 %',
    '> 99.9 %',
    '0 %',
    '–',
  ]);
});

it('says a chart in a sentence', () => {
  expect(summaryOf(chartOf(served({ on: [600], off: [400] }), 'off'))).toBe(
    '1,000 evaluations: 60 % on, 40 % off',
  );
  expect(summaryOf(chartOf(served({ on: [1], off: [0] }), 'off'))).toBe('1 evaluation: 100 % on');
});

it.each([
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [42, [0, 10, 20, 30, 40, 50]],
  [1_350, [0, 500, 1_000, 1_500]],
])('has an axis to %d in round numbers, none by halves', (most, ticks) => {
  expect(ticksTo(most)).toEqual(ticks);
});

it('writes large numbers short', () => {
  expect([inShort(1), inShort(1_500), inShort(12_345)]).toEqual(['1', '1.5k', '12.3k']);
});
