import fc from 'fast-check';
import { bucket, thousandthsOf } from './bucket.ts';
import { compile, type Ruleset } from './index.ts';
import { aFlag, aRuleset, aUser, NOW } from '../test/rulesets.ts';

const percentages = fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000);
const users = fc.string({ minLength: 1 });

const rolledOutTo = (percentage: number): Ruleset =>
  aRuleset({
    flags: { flag: aFlag({ state: 'rollout', rollout: { percentage, bucketBy: 'user' } }) },
  });

describe('a bucket', () => {
  it('depends on nothing but its message', () => {
    fc.assert(
      fc.property(
        users,
        percentages,
        fc.dictionary(fc.string(), fc.jsonValue()),
        (user, percentage, attributes) => {
          const ruleset = rolledOutTo(percentage);
          const elsewhere = { ...ruleset, version: 99, environment: 'dev' };
          const alone = compile(ruleset).evaluate('flag', { targetingKey: user }, { now: NOW });
          const among = compile(elsewhere).evaluate(
            'flag',
            { ...aUser(user), attributes: attributes as Record<string, string> },
            { now: 0 },
          );
          expect(alone.bucket).toBe(bucket(`${user}:flag`));
          expect(among.bucket).toBe(alone.bucket);
        },
      ),
    );
  });

  it('is under 100, with three decimals', () => {
    fc.assert(
      fc.property(fc.string(), (message) => {
        const of = bucket(message);
        expect(of >= 0 && of < 100 && Math.round(of * 1000) / 1000 === of).toBe(true);
      }),
    );
  });
});

describe('a rollout', () => {
  it('never turns a unit off as its percentage is raised', () => {
    fc.assert(
      fc.property(users, percentages, percentages, (user, one, other) => {
        const isOn = (percentage: number) =>
          compile(rolledOutTo(percentage)).evaluate('flag', { targetingKey: user }, { now: NOW })
            .value === true;
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(isOn(low) && !isOn(high)).toBe(false);
      }),
    );
  });

  it('lets in exactly those whose bucket is under the percentage, to the thousandth', () => {
    const user = 'u-1';
    const of = bucket(`${user}:flag`);
    const valueAt = (percentage: number) =>
      compile(rolledOutTo(percentage)).evaluate('flag', aUser(user), { now: NOW }).value;
    expect(valueAt(of)).toBe(false);
    expect(valueAt(Math.round(of * 1000 + 1) / 1000)).toBe(true);
  });

  it('lets in nobody at 0 and everybody at 100', () => {
    const [none, all] = [compile(rolledOutTo(0)), compile(rolledOutTo(100))];
    for (let index = 0; index < 2000; index++) {
      expect(none.evaluate('flag', aUser(`u-${index}`), { now: NOW }).value).toBe(false);
      expect(all.evaluate('flag', aUser(`u-${index}`), { now: NOW }).value).toBe(true);
    }
  });
});

describe('a split', () => {
  const weights = { a: 10, b: 0, c: 33.333, d: 56.667 };
  const compiled = compile(
    aRuleset({
      flags: {
        flag: aFlag({
          type: 'string',
          variants: { a: 'A', b: 'B', c: 'C', d: 'D' },
          offVariant: 'a',
          state: 'rollout',
          rollout: { percentage: 50, bucketBy: 'user' },
          serve: {
            split: Object.entries(weights).map(([variant, weight]) => ({ variant, weight })),
            bucketBy: 'user',
          },
        }),
      },
    }),
  );

  it('gives each variant its share, whatever the rollout', () => {
    const given = new Map<string, number>();
    let isIn = 0;
    for (let index = 0; index < 40_000; index++) {
      const user = aUser(`user-${index}`);
      const { bucket: at = 100, variant = '' } = compiled.evaluate('flag', user, { now: NOW });
      if (at >= 50) continue;
      isIn++;
      given.set(variant, (given.get(variant) ?? 0) + 1);
    }
    for (const [variant, weight] of Object.entries(weights)) {
      const share = weight / 100;
      const deviation = Math.sqrt(isIn * share * (1 - share));
      expect(Math.abs((given.get(variant) ?? 0) - isIn * share)).toBeLessThanOrEqual(4 * deviation);
    }
  });
});

describe('thousandths', () => {
  it('are exact for every percentage with at most three decimals', () => {
    for (let thousandths = 0; thousandths <= 100_000; thousandths++) {
      expect(thousandthsOf(Number((thousandths / 1000).toFixed(3)))).toBe(thousandths);
    }
  });

  it('refuse what is finer, outside or no number', () => {
    for (const wrong of [0.0001, 33.3333, 100.001, -0.001, NaN, Infinity, 99.9999, 1e-9]) {
      expect(thousandthsOf(wrong)).toBeUndefined();
    }
  });
});
