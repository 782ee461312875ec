import { compile, OPERATOR_NAMES, type Condition, type JsonValue } from './index.ts';
import { aRuleset, aUser, NOW, targetedBy } from '../test/rulesets.ts';

/** Whether a condition holds of an attribute `a`. */
function holds(condition: Partial<Condition>, a: JsonValue | undefined): boolean {
  return holdsFor(condition, { a: a as JsonValue });
}

function holdsFor(
  condition: Partial<Condition>,
  attributes: { [name: string]: JsonValue },
): boolean {
  const whole = { attribute: 'a', op: 'equals', values: [], ...condition } as const;
  const compiled = compile(aRuleset({ flags: { flag: targetedBy(whole) } }));
  return compiled.evaluate('flag', aUser('u-1', attributes), { now: NOW }).value === true;
}

const VALUES = {
  between: [1, 2],
  before: [0],
  after: [0],
  in_cidr: ['10.0.0.0/8'],
  semver_equals: ['1.0.0'],
  semver_gt: ['1.0.0'],
  semver_gte: ['1.0.0'],
  semver_lt: ['1.0.0'],
  semver_lte: ['1.0.0'],
  gt: [1],
  gte: [1],
  lt: [1],
  lte: [1],
};

describe.each(OPERATOR_NAMES)('%s', (op) => {
  const values = op in VALUES ? VALUES[op as keyof typeof VALUES] : ['x'];

  it('never holds of what is missing or null, negated or not, but for exists', () => {
    for (const nothing of [undefined, null]) {
      expect(holds({ op, values }, nothing)).toBe(false);
      expect(holds({ op, values, negate: true }, nothing)).toBe(op === 'exists');
    }
  });

  it('is turned round by negate for everything that is there', () => {
    const present: JsonValue[] = [
      '',
      'x',
      0,
      1,
      1.5,
      true,
      false,
      [],
      ['x'],
      [1],
      [null],
      [[]],
      {},
      { a: 1 },
      '1.0.0',
      '10.1.1.1',
    ];
    for (const value of present) {
      expect(holds({ op, values }, value)).toBe(!holds({ op, values, negate: true }, value));
    }
  });

  it('holds of a list where it holds of an item', () => {
    if (op === 'exists') return;
    for (const item of ['x', 0, 1, 2, '1.0.0', '10.1.1.1', true]) {
      expect(holds({ op, values }, [{}, item, 'zz'])).toBe(
        holds({ op, values }, item) || holds({ op, values }, 'zz'),
      );
      expect(holds({ op, values }, [[item]])).toBe(false);
    }
  });

  it('holds of nothing without values', () => {
    if (op === 'exists') return;
    for (const value of ['x', 0, true, '1.0.0', '10.1.1.1']) {
      expect(holds({ op, values: [] }, value)).toBe(false);
      expect(holds({ op, values: [], negate: true }, value)).toBe(true);
    }
  });
});

describe('an operator', () => {
  it('compares by type and case, without coercion', () => {
    expect(holds({ values: ['1'] }, 1)).toBe(false);
    expect(holds({ values: [1] }, '1')).toBe(false);
    expect(holds({ values: [1] }, true)).toBe(false);
    expect(holds({ values: ['true'] }, true)).toBe(false);
    expect(holds({ values: [0] }, false)).toBe(false);
    expect(holds({ values: [''] }, '')).toBe(true);
    expect(holds({ values: ['DK'] }, 'dk')).toBe(false);
    expect(holds({ values: ['é'] }, 'e\u0301')).toBe(false);
    expect(holds({ op: 'gte', values: [5] }, '6')).toBe(false);
    expect(holds({ op: 'contains', values: ['1'] }, 111)).toBe(false);
  });

  it('takes an expression in RE2 syntax, found anywhere', () => {
    expect(holds({ op: 'matches', values: ['b+'] }, 'abbc')).toBe(true);
    expect(holds({ op: 'matches', values: ['nope', '(?i)ABB'] }, 'abbc')).toBe(true);
    expect(holds({ op: 'matches', values: ['^b'] }, 'abbc')).toBe(false);
    expect(holds({ op: 'matches', values: ['a$'] }, 'a\n')).toBe(false);
    expect(holds({ op: 'matches', values: ['^.$'] }, '😀')).toBe(true);
    expect(holds({ op: 'matches', values: ['\\pL'] }, '1é1')).toBe(true);
  });

  it('takes linear time over an expression that would ruin a backtracking engine', () => {
    const started = performance.now();
    expect(holds({ op: 'matches', values: ['^(a+)+$'] }, `${'a'.repeat(20_000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('compares dates as instants, in text and in milliseconds', () => {
    const noon = '2026-11-18T12:00:00+01:00';
    expect(holds({ op: 'before', values: [noon] }, '2026-11-18T10:59:59.999Z')).toBe(true);
    expect(holds({ op: 'before', values: [noon] }, '2026-11-18T11:00:00Z')).toBe(false);
    expect(holds({ op: 'after', values: [noon] }, Date.parse(noon) + 1)).toBe(true);
    expect(holds({ op: 'after', values: [Date.parse(noon)] }, '2026-11-18T11:00:00.001Z')).toBe(
      true,
    );
    expect(holds({ op: 'after', values: [noon] }, '2026-11-19')).toBe(false);
    expect(holds({ op: 'after', values: [noon] }, String(Date.parse(noon) + 1))).toBe(false);
    expect(holds({ op: 'after', values: [noon], negate: true }, '2026-02-29T00:00:00Z')).toBe(true);
  });
});

describe('an attribute', () => {
  const exists = (attribute: string, attributes: { [name: string]: JsonValue }) =>
    holdsFor({ attribute, op: 'exists' }, attributes);

  it('is looked up by its whole name first, then as a path', () => {
    const is = (value: string, attributes: { [name: string]: JsonValue }) =>
      holdsFor({ attribute: 'device.os', values: [value] }, attributes);
    expect(is('ios', { device: { os: 'ios' } })).toBe(true);
    expect(is('ios', { 'device.os': 'ios' })).toBe(true);
    expect(is('ios', { 'device.os': 'ios', device: { os: 'android' } })).toBe(true);
    expect(is('android', { 'device.os': 'ios', device: { os: 'android' } })).toBe(false);
    expect(is('android', { 'device.os': null, device: { os: 'android' } })).toBe(false);
    expect(exists('a.b.c', { a: { b: { c: 0 } } })).toBe(true);
    expect(exists('a.b.c', { a: { 'b.c': 0 } })).toBe(false);
    expect(exists('a..b', { a: { '': { b: false } } })).toBe(true);
  });

  it('is never inherited, and never a property of a list or a text', () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'a.constructor',
      'a.__proto__',
    ]) {
      expect(exists(name, { a: {} })).toBe(false);
    }
    expect(exists('list.length', { list: [1] })).toBe(false);
    expect(exists('list.0', { list: [1] })).toBe(false);
    expect(exists('text.length', { text: 'x' })).toBe(false);
  });

  it('may be called __proto__', () => {
    const attributes = JSON.parse('{"__proto__": "x", "a": {"__proto__": {"b": 1}}}') as {
      a: JsonValue;
    };
    expect(holdsFor({ attribute: '__proto__', values: ['x'] }, attributes)).toBe(true);
    expect(exists('a.__proto__.b', attributes)).toBe(true);
  });

  it('cannot redefine the names that the context has of its own', () => {
    const forged = {
      targetingKey: 'forged',
      tenant: 'forged',
      plan: 'forged',
      partner: 'forged',
      now: 'forged',
    };
    for (const attribute of Object.keys(forged)) {
      expect(holdsFor({ attribute, values: ['forged'] }, forged)).toBe(false);
    }
    expect(holdsFor({ attribute: 'tenant', values: ['loomi'] }, forged)).toBe(true);
    expect(holdsFor({ attribute: 'plan', values: ['enterprise'] }, forged)).toBe(true);
    expect(holdsFor({ attribute: 'now', values: [NOW] }, forged)).toBe(true);
    expect(exists('partner', forged)).toBe(false);
  });
});
