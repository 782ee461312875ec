import { check, compile, type CheckOptions, type Condition, type Ruleset } from './index.ts';
import {
  aFlag,
  anOverride,
  aRule,
  aRuleset,
  aSegment,
  manyFlags,
  targetedBy,
} from '../test/rulesets.ts';

const found = (ruleset: Ruleset, options?: CheckOptions) =>
  check(ruleset, options).map(({ pointer, code, severity }) =>
    severity === 'warning' ? `${pointer} ${code} (warning)` : `${pointer} ${code}`,
  );

const requires = (...keys: string[]) => keys.map((flag) => ({ flag, variants: ['on'] }));
const graph = (edges: Record<string, string[]>) =>
  aRuleset({
    flags: Object.fromEntries(
      Object.entries(edges).map(([key, to]) => [key, aFlag({ prerequisites: requires(...to) })]),
    ),
  });

describe('check()', () => {
  it('has nothing to say of a ruleset that is as it should be', () => {
    const ruleset = aRuleset({
      flags: {
        base: aFlag(),
        flag: aFlag({ prerequisites: requires('base'), rules: [aRule({ segments: ['s'] })] }),
      },
      segments: { s: aSegment({ included: ['u-1'] }) },
      overrides: [anOverride()],
    });
    expect(check(ruleset)).toEqual([]);
  });

  it('says what compile() refuses, and what is unwise in all the rest', () => {
    const ruleset = aRuleset({
      flags: {
        bad: aFlag({ offVariant: 'x' }),
        flag: aFlag({ prerequisites: requires('ghost', 'bad') }),
      },
      overrides: [anOverride({ percentage: -1 })],
    });
    expect(found(ruleset)).toEqual([
      '/flags/bad/offVariant unknown_variant',
      '/overrides/0/percentage percentage_invalid',
      '/flags/flag/prerequisites/0/flag unknown_prerequisite',
    ]);
    expect(found(null as never)).toEqual([' wrong_type']);
    expect(found({ ...aRuleset(), overrides: [null] as never })).toEqual([
      '/overrides/0 wrong_type',
    ]);
  });

  it('spells a cycle out, at each flag that leads into it', () => {
    const issues = check(
      graph({ a: ['b'], b: ['c'], c: ['a'], top: ['fine', 'b'], fine: [], self: ['self'] }),
    );
    expect(issues.map(({ pointer, message }) => [pointer, message])).toEqual([
      ['/flags/a/prerequisites/0', 'leads into a cycle: a → b → c → a'],
      ['/flags/b/prerequisites/0', 'leads into a cycle: b → c → a → b'],
      ['/flags/c/prerequisites/0', 'leads into a cycle: c → a → b → c'],
      ['/flags/top/prerequisites/1', 'leads into a cycle: top → b → c → a → b'],
      ['/flags/self/prerequisites/0', 'leads into a cycle: self → self'],
    ]);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['prerequisite_cycle']));
  });

  it('allows ten levels of prerequisites and no more', () => {
    const chain = (levels: number) =>
      graph(
        Object.fromEntries(
          Array.from({ length: levels + 1 }, (_, at) => [
            `f${at}`,
            at === levels ? [] : [`f${at + 1}`],
          ]),
        ),
      );
    expect(found(chain(10))).toEqual([]);
    expect(found(chain(11))).toEqual(['/flags/f0/prerequisites prerequisites_too_deep']);
    expect(check(chain(11))[0]?.message).toMatch(/11 levels.*f0 → f1 → .* → f11$/);
    expect(found(chain(11), { only: ['f5'] })).toEqual([
      '/flags/f5/prerequisites prerequisites_too_deep',
    ]);
    expect(found(chain(12), { only: ['f0'] })).toHaveLength(1);
  });

  it('finds prerequisites that cannot be met', () => {
    const ruleset = aRuleset({
      flags: {
        base: aFlag(),
        flag: aFlag({
          prerequisites: [
            { flag: 'ghost', variants: ['on'] },
            { flag: 'base', variants: [] },
            { flag: 'base', variants: ['on', 'on', 'gone'] },
            { flag: 'toString', variants: ['on'] },
          ],
        }),
      },
    });
    expect(found(ruleset)).toEqual([
      '/flags/flag/prerequisites/0/flag unknown_prerequisite',
      '/flags/flag/prerequisites/1/variants never_holds',
      '/flags/flag/prerequisites/2/variants/2 unknown_variant',
      '/flags/flag/prerequisites/3/flag unknown_prerequisite',
    ]);
  });

  it('warns of a list that nobody is on, which an operator can want', () => {
    const targeted = aFlag({ state: 'targeted' });
    const scoped = { ...targeted, scope: { ...targeted.scope, plans: ['pro'] } };
    const ruled = { ...targeted, rules: [aRule()] };
    const ruleset = aRuleset({ flags: { targeted, scoped, ruled }, segments: { s: aSegment() } });
    expect(found(ruleset)).toEqual([
      '/segments/s empty_segment (warning)',
      '/flags/targeted/scope empty_allowlist (warning)',
    ]);
  });

  it.each<[Partial<Condition>, string[]]>([
    [{ op: 'in', values: [] }, ['values never_holds']],
    [{ op: 'gt', values: [] }, ['values never_holds']],
    [{ op: 'exists', values: [] }, []],
    [{ op: 'between', values: [5, 4] }, ['values never_holds']],
    [{ op: 'between', values: [4, 4] }, []],
    [{ op: 'between', values: [1, 2, 3] }, ['values/2 ignored_values']],
    [{ op: 'semver_gt', values: ['1.0.0', '2.0.0'] }, ['values/1 ignored_values']],
    [{ op: 'in_cidr', values: ['::1', '10.0.0.0/8'] }, []],
  ])('says of the condition %j: %j', (part, expected) => {
    const condition = { attribute: 'a', op: 'equals', values: [], ...part } as const;
    const ruleset = aRuleset({
      flags: { flag: targetedBy(condition) },
      segments: { s: aSegment({ when: [condition] }) },
    });
    expect(found(ruleset)).toEqual([
      ...expected.map((rest) => `/segments/s/when/0/${rest}`),
      ...expected.map((rest) => `/flags/flag/rules/0/when/0/${rest}`),
    ]);
  });

  it('finds rules of one id, segments that are not there and overrides of nothing', () => {
    const ruleset = aRuleset({
      flags: { flag: aFlag({ rules: [aRule(), aRule({ segments: ['ghost', '__proto__'] })] }) },
      overrides: [anOverride({ flag: 'archived' }), anOverride({ variant: 'gone' })],
    });
    expect(found(ruleset)).toEqual([
      '/flags/flag/rules/1/id duplicate_rule',
      '/flags/flag/rules/1/segments/0 unknown_segment',
      '/flags/flag/rules/1/segments/1 unknown_segment',
      '/overrides/0/flag orphaned_override (warning)',
      '/overrides/1/variant unknown_variant',
    ]);
  });
});

describe('check() of one flag', () => {
  const wrong = aFlag({ offVariant: 'x' });
  const unwise = aFlag({ rules: [aRule({ segments: ['ghost'] })] });
  const ruleset = aRuleset({
    flags: {
      'a/~b': wrong,
      unwise,
      base: aFlag({ variants: { yes: true, off: false }, serve: { variant: 'yes' } }),
      dependent: aFlag({ prerequisites: requires('base', 'ghost') }),
      x: aFlag({ prerequisites: requires('y') }),
      y: aFlag({ prerequisites: requires('x') }),
    },
    overrides: [anOverride({ flag: 'base' }), anOverride({ flag: 'x', variant: 'gone' })],
  });

  it('looks at that flag', () => {
    expect(found(ruleset, { only: ['a/~b'] })).toEqual([
      '/flags/a~1~0b/offVariant unknown_variant',
    ]);
    expect(found(ruleset, { only: ['unwise'] })).toEqual([
      '/flags/unwise/rules/0/segments/0 unknown_segment',
    ]);
  });

  it('looks at what refers to it too', () => {
    expect(found(ruleset, { only: ['base'] })).toEqual([
      '/flags/dependent/prerequisites/0/variants/0 unknown_variant',
      '/overrides/0/variant unknown_variant',
    ]);
    expect(found(ruleset, { only: ['ghost'] })).toEqual([
      '/flags/dependent/prerequisites/1/flag unknown_prerequisite',
    ]);
  });

  it('finds the cycles that pass through it', () => {
    expect(found(ruleset, { only: ['y'] })).toEqual([
      '/flags/y/prerequisites/0 prerequisite_cycle',
    ]);
  });

  it('is quick among 10,000', () => {
    const many = aRuleset({ flags: manyFlags(10_000, () => aFlag({ rules: [aRule()] })) });
    compile(many);
    const flags = { ...many.flags, flag_5: aFlag({ prerequisites: requires('flag_6') }) };
    const started = performance.now();
    expect(check({ ...many, flags }, { only: ['flag_5'] })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
