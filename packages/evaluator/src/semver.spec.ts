import { compareVersions, parseVersion } from './semver.ts';

function order(one: string, other: string): number {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  if (left === undefined || right === undefined) throw new Error(`${one}, ${other}?`);
  return Math.sign(compareVersions(left, right));
}

describe('SemVer precedence', () => {
  it('is the order of semver.org, and of identifiers longer than a number is exact', () => {
    const ascending = [
      '0.0.0',
      '0.9.0',
      '1.0.0-0',
      '1.0.0-9007199254740992',
      '1.0.0-9007199254740993',
      '1.0.0-99999999999999999999999999',
      '1.0.0--',
      '1.0.0-ALPHA',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.1.0',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.9.0',
      '1.10.0',
      '9007199254740992.0.0',
      '9007199254740993.0.0',
    ];
    for (const [at, left] of ascending.entries()) {
      for (const [other, right] of ascending.entries()) {
        expect({ left, right, order: order(left, right) }).toEqual({
          left,
          right,
          order: Math.sign(at - other),
        });
      }
    }
  });

  it('ignores build metadata', () => {
    expect(order('1.0.0+a', '1.0.0+b.001')).toBe(0);
    expect(order('1.0.0-rc.1+a', '1.0.0-rc.1')).toBe(0);
  });
});

describe('a version', () => {
  it.each([
    '1.2',
    '1',
    '1.2.3.4',
    'v1.2.3',
    '=1.2.3',
    '01.2.3',
    '1.02.3',
    '1.2.03',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3-a..b',
    '1.2.3+',
    '1.2.3+a+b',
    '1.2.3-é',
    '-1.2.3',
    '1.2.3 ',
    ' 1.2.3',
    '1.2.3\n',
    '1.2.x',
    '',
    '١.2.3',
  ])('is not %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it.each(['1.2.3-01a', '1.2.3-0', '1.2.3--', '1.2.3+01', '1.2.3-a-b.--.0', '0.0.0'])(
    'is %j',
    (text) => {
      expect(parseVersion(text)).toBeDefined();
    },
  );
});
