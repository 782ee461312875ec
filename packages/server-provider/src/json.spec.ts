import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { isSame } from './json.ts';

const json = fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text.replaceAll('-0', '0')));

describe('what came out of JSON', () => {
  it('is the same where it is equal through and through', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(isSame(one, other)).toBe(isDeepStrictEqual(one, other));
        expect(isSame(one, structuredClone(one))).toBe(true);
        expect(isSame([one], [one, one])).toBe(false);
        expect(isSame({ one }, { one, other })).toBe(false);
      }),
    );
  });

  it.each([
    [[], {}],
    [{}, null],
    [null, 0],
    ['1', 1],
    [{ a: 1 }, { b: 1 }],
    [{ toString: 1 }, { valueOf: 1 }],
  ])('is not where it is not: %j and %j', (one, other) => {
    expect(isSame(one, other)).toBe(false);
    expect(isSame(other, one)).toBe(false);
  });
});
