import fc from 'fast-check';
import { inBuckets, keyOf, summed, windowOf } from './exposure.ts';
import type { Exposure } from './exposure.ts';

const NOW = Date.parse('2026-11-21T10:31:30.000Z');
const MINUTE_MS = 60_000;

describe('a window', () => {
  it('has round buckets of a width that a chart can show', () => {
    expect(windowOf(24, NOW)).toEqual({
      from: new Date('2026-11-20T10:30:00.000Z'),
      to: new Date('2026-11-21T11:00:00.000Z'),
      bucketMinutes: 30,
    });
    expect(windowOf(168, NOW)).toEqual({
      from: new Date('2026-11-14T08:00:00.000Z'),
      to: new Date('2026-11-21T12:00:00.000Z'),
      bucketMinutes: 240,
    });
    expect(windowOf(1, NOW).bucketMinutes).toBe(5);
  });

  it('holds all of the last hours and the minute that it is, in at most 50 whole buckets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 168 }), fc.nat(1e12), (hours, now) => {
        const { from, to, bucketMinutes } = windowOf(hours, now);
        const buckets = (to.getTime() - from.getTime()) / (bucketMinutes * MINUTE_MS);
        expect(Number.isInteger(buckets)).toBe(true);
        expect(buckets).toBeLessThanOrEqual(50);
        expect(from.getTime()).toBeLessThanOrEqual(now - hours * 60 * MINUTE_MS);
        expect(to.getTime()).toBeGreaterThan(now);
      }),
    );
  });
});

it('shows a variant that was never served, and one that the flag no longer has', () => {
  const window = windowOf(1, NOW);
  const bucket = window.from;
  const variants = inBuckets(window, ['on', 'off'], [{ variant: 'beta', bucket, count: 3 }]);
  expect(variants.map(({ variant, total }) => [variant, total])).toEqual([
    ['on', 0],
    ['off', 0],
    ['beta', 3],
  ]);
  expect(variants[2]?.counts[0]).toBe(3);
});

const anExposure: fc.Arbitrary<Exposure> = fc.record({
  of: fc.record({
    environment: fc.constantFrom('prod', 'dev'),
    flag: fc.constantFrom('one', 'two'),
    variant: fc.constantFrom('on', 'off'),
    tenant: fc.constantFrom('98chimp', 'platform'),
  }),
  minute: fc.constantFrom(new Date(0), new Date(MINUTE_MS)),
  count: fc.integer({ min: 1, max: 1e9 }),
});

it('sums to one count for each series and minute, and loses none', () => {
  fc.assert(
    fc.property(fc.array(anExposure), (exposures) => {
      const once = summed(exposures);
      const total = (all: readonly Exposure[]) => all.reduce((sum, { count }) => sum + count, 0);
      expect(total(once)).toBe(total(exposures));
      expect(new Set(once.map(keyOf)).size).toBe(once.length);
    }),
  );
});
