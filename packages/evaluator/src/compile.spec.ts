import fc from 'fast-check';
import { compile, MalformedRulesetError, type Issue, type Ruleset } from './index.ts';
import {
  aFlag,
  anOverride,
  aRule,
  aRuleset,
  aSegment,
  aUser,
  manyFlags,
  NOW,
} from '../test/rulesets.ts';

function issuesOf(ruleset: unknown): string[] {
  try {
    compile(ruleset as Ruleset);
  } catch (error) {
    if (!(error instanceof MalformedRulesetError)) throw error;
    return error.issues.map(({ pointer, code }: Issue) => `${pointer} ${code}`);
  }
  return [];
}

const withFlag = (part: object) => aRuleset({ flags: { flag: { ...aFlag(), ...part } } });
const withRule = (part: object) => withFlag({ rules: [{ ...aRule(), ...part }] });
const withCondition = (part: object) =>
  withRule({ when: [{ attribute: 'a', op: 'equals', values: ['x'], ...part }] });
const split = (...weights: number[]) => ({
  split: weights.map((weight) => ({ variant: 'on', weight })),
  bucketBy: 'user',
});

describe('compile()', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing', null, [' wrong_type']],
    ['a list', [], [' wrong_type']],
    [
      'missing parts',
      { schema: 1, environment: 'dev', version: 1 },
      ['/killSwitches missing', '/flags missing', '/segments missing', '/overrides missing'],
    ],
    ['another format', { ...aRuleset(), schema: 2 }, ['/schema schema_unsupported']],
    [
      'a flag that is none',
      aRuleset({ flags: { 'a/b~c': null as never } }),
      ['/flags/a~1b~0c wrong_type'],
    ],
    ['an unknown type', withFlag({ type: 'text' }), ['/flags/flag/type not_allowed']],
    ['an unknown state', withFlag({ state: 'maybe' }), ['/flags/flag/state not_allowed']],
    ['a missing state', withFlag({ state: undefined }), ['/flags/flag/state missing']],
    [
      'a value of another type',
      withFlag({ variants: { on: 'yes', off: false } }),
      ['/flags/flag/variants/on wrong_type'],
    ],
    [
      'a number that is none',
      withFlag({ type: 'number', variants: { on: NaN, off: 0 } }),
      ['/flags/flag/variants/on wrong_type'],
    ],
    [
      'a value that is no JSON',
      withFlag({ type: 'json', variants: { on: () => 1, off: 1n } }),
      ['/flags/flag/variants/on wrong_type', '/flags/flag/variants/off wrong_type'],
    ],
    [
      'an off variant that is not there',
      withFlag({ offVariant: 'none' }),
      ['/flags/flag/offVariant unknown_variant'],
    ],
    [
      'an inherited off variant',
      withFlag({ offVariant: 'toString' }),
      ['/flags/flag/offVariant unknown_variant'],
    ],
    [
      'a serve of a variant that is not there',
      withFlag({ serve: { variant: 'none' } }),
      ['/flags/flag/serve/variant unknown_variant'],
    ],
    ['an empty serve', withFlag({ serve: {} }), ['/flags/flag/serve/variant missing']],
    [
      'a serve of two kinds',
      withFlag({ serve: { variant: 'on', ...split(100) } }),
      ['/flags/flag/serve not_allowed'],
    ],
    [
      'a split of a variant that is not there',
      withFlag({ serve: { split: [{ variant: 'none', weight: 100 }], bucketBy: 'user' } }),
      ['/flags/flag/serve/split/0/variant unknown_variant'],
    ],
    [
      'weights that do not sum',
      withFlag({ serve: split(50, 49.999) }),
      ['/flags/flag/serve/split weights_invalid'],
    ],
    ['no weights', withFlag({ serve: split() }), ['/flags/flag/serve/split weights_invalid']],
    [
      'too fine a weight',
      withFlag({ serve: split(99.9999, 0.0001) }),
      [
        '/flags/flag/serve/split/0/weight percentage_invalid',
        '/flags/flag/serve/split/1/weight percentage_invalid',
      ],
    ],
    [
      'a split by nothing',
      withFlag({ serve: { split: [{ variant: 'on', weight: 100 }] } }),
      ['/flags/flag/serve/bucketBy missing'],
    ],
    [
      'a percentage over 100',
      withFlag({ rollout: { percentage: 100.001, bucketBy: 'user' } }),
      ['/flags/flag/rollout/percentage percentage_invalid'],
    ],
    [
      'a percentage under 0',
      withFlag({ rollout: { percentage: -1, bucketBy: 'user' } }),
      ['/flags/flag/rollout/percentage percentage_invalid'],
    ],
    [
      'a percentage as text',
      withFlag({ rollout: { percentage: '5', bucketBy: 'user' } }),
      ['/flags/flag/rollout/percentage wrong_type'],
    ],
    [
      'a rollout by nothing',
      withFlag({ rollout: { percentage: 5, bucketBy: '' } }),
      ['/flags/flag/rollout/bucketBy not_allowed'],
    ],
    [
      'a scope that lacks an axis',
      withFlag({ scope: { plans: [], tenantSlugs: 'all' } }),
      ['/flags/flag/scope/tenantSlugs wrong_type', '/flags/flag/scope/partnerSlugs missing'],
    ],
    [
      'a scope of numbers',
      withFlag({ scope: { plans: ['pro', 7], tenantSlugs: [], partnerSlugs: [] } }),
      ['/flags/flag/scope/plans/1 wrong_type'],
    ],
    ['a category that is no text', withFlag({ category: 5 }), ['/flags/flag/category wrong_type']],
    ['killed as text', withFlag({ killed: 'no' }), ['/flags/flag/killed wrong_type']],
    [
      'a prerequisite without variants',
      withFlag({ prerequisites: [{ flag: 'a' }] }),
      ['/flags/flag/prerequisites/0/variants missing'],
    ],
    ['a rule without an id', withRule({ id: undefined }), ['/flags/flag/rules/0/id missing']],
    [
      'a rule’s variant that is not there',
      withRule({ serve: { variant: 'x' } }),
      ['/flags/flag/rules/0/serve/variant unknown_variant'],
    ],
    [
      'a rule’s percentage',
      withRule({ rollout: { percentage: 0.0005, bucketBy: 'user' } }),
      ['/flags/flag/rules/0/rollout/percentage percentage_invalid'],
    ],
    [
      'an unknown operator',
      withCondition({ op: 'like' }),
      ['/flags/flag/rules/0/when/0/op unknown_operator'],
    ],
    [
      'an inherited operator',
      withCondition({ op: 'toString' }),
      ['/flags/flag/rules/0/when/0/op unknown_operator'],
    ],
    [
      'values that are no list',
      withCondition({ values: 'x' }),
      ['/flags/flag/rules/0/when/0/values wrong_type'],
    ],
    [
      'an operator without its list of values, though it takes none',
      withCondition({ op: 'exists', values: undefined }),
      ['/flags/flag/rules/0/when/0/values missing'],
    ],
    [
      'a null among the values',
      withCondition({ values: ['x', null] }),
      ['/flags/flag/rules/0/when/0/values/1 wrong_type'],
    ],
    [
      'a prefix that is a number',
      withCondition({ op: 'starts_with', values: [1] }),
      ['/flags/flag/rules/0/when/0/values/0 wrong_type'],
    ],
    [
      'a bound as text',
      withCondition({ op: 'gt', values: ['1'] }),
      ['/flags/flag/rules/0/when/0/values/0 wrong_type'],
    ],
    [
      'half of a range',
      withCondition({ op: 'between', values: [1] }),
      ['/flags/flag/rules/0/when/0/values value_invalid'],
    ],
    [
      'a date without an offset',
      withCondition({ op: 'after', values: ['2026-01-01T00:00:00'] }),
      ['/flags/flag/rules/0/when/0/values/0 value_invalid'],
    ],
    [
      'a version that is none',
      withCondition({ op: 'semver_gt', values: ['1.2'] }),
      ['/flags/flag/rules/0/when/0/values/0 value_invalid'],
    ],
    [
      'a network that is none',
      withCondition({ op: 'in_cidr', values: ['10.0.0.0/8', '10.0.0.0/33'] }),
      ['/flags/flag/rules/0/when/0/values/1 value_invalid'],
    ],
    [
      'a lookahead',
      withCondition({ op: 'matches', values: ['(?=a)'] }),
      ['/flags/flag/rules/0/when/0/values/0 value_invalid'],
    ],
    [
      'a negate that is no boolean',
      withCondition({ negate: 1 }),
      ['/flags/flag/rules/0/when/0/negate wrong_type'],
    ],
    [
      'an unknown match',
      aRuleset({ segments: { s: { ...aSegment(), match: 'some' as never } } }),
      ['/segments/s/match not_allowed'],
    ],
    [
      'members that are numbers',
      aRuleset({ segments: { s: aSegment({ included: [1 as never], excluded: [2 as never] }) } }),
      ['/segments/s/included/0 wrong_type', '/segments/s/excluded/0 wrong_type'],
    ],
    [
      'an override without a user',
      aRuleset({ overrides: [anOverride({ user: undefined as never })] }),
      ['/overrides/0/user missing'],
    ],
    [
      'an override’s percentage',
      aRuleset({ overrides: [anOverride({ percentage: 101 })] }),
      ['/overrides/0/percentage percentage_invalid'],
    ],
    [
      'an override’s date',
      aRuleset({ overrides: [anOverride({ expiresAt: 'tomorrow' })] }),
      ['/overrides/0/expiresAt value_invalid'],
    ],
    [
      'two overrides of one thing',
      aRuleset({
        overrides: [anOverride(), anOverride({ user: 'u' }), anOverride({ variant: 'off' })],
      }),
      ['/overrides/2 duplicate_override'],
    ],
    [
      'kill switches that are none',
      aRuleset({ killSwitches: [null as never] }),
      ['/killSwitches/0 wrong_type'],
    ],
  ])('refuses %s, with pointers', (_, ruleset, issues) => {
    expect(issuesOf(ruleset)).toEqual(issues);
  });

  it('names everything that is wrong at once, and the first in its message', () => {
    const ruleset = aRuleset({
      flags: { a: aFlag({ killed: 1 as never }), b: aFlag({ offVariant: 'x' }) },
    });
    expect(() => compile(ruleset)).toThrow(
      new MalformedRulesetError([
        {
          pointer: '/flags/a/killed',
          code: 'wrong_type',
          message: 'must be true or false',
          severity: 'error',
        },
        { pointer: '/flags/b/offVariant', code: 'unknown_variant', message: '', severity: 'error' },
      ]),
    );
  });

  it('refuses it again when it is asked again', () => {
    const ruleset = withFlag({ state: 'maybe' });
    expect(issuesOf(ruleset)).toEqual(issuesOf(ruleset));
    expect(issuesOf(ruleset)).not.toEqual([]);
  });

  it('takes whatever is JSON, or refuses it as malformed', () => {
    const parts = fc.record({
      schema: fc.constant(1),
      environment: fc.constant('dev'),
      version: fc.constant(1),
      flags: fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(aFlag()))),
      segments: fc.dictionary(fc.string(), fc.jsonValue()),
      overrides: fc.array(fc.jsonValue()),
      killSwitches: fc.jsonValue(),
    });
    fc.assert(
      fc.property(
        fc.oneof(parts, fc.jsonValue(), fc.anything()),
        (ruleset) => void issuesOf(ruleset),
      ),
    );
  });

  it('takes references to what is not there: they evaluate, failing closed', () => {
    const ruleset = aRuleset({
      flags: {
        flag: aFlag({ prerequisites: [{ flag: 'ghost', variants: ['on'] }] }),
        other: aFlag({ state: 'targeted', rules: [aRule({ segments: ['ghost'] })] }),
      },
      overrides: [anOverride({ flag: 'ghost' })],
    });
    const compiled = compile(ruleset);
    expect(compiled.evaluate('flag', {}, { now: NOW }).reason).toBe('PREREQUISITE_FAILED');
    expect(compiled.evaluate('other', {}, { now: NOW }).reason).toBe('DEFAULT');
  });

  it('makes a segment of 100,000 targeting keys quick to ask', () => {
    const included = Array.from({ length: 100_000 }, (_, index) => `user-${index}`);
    const flag = aFlag({ state: 'targeted', rules: [aRule({ segments: ['many'] })] });
    const compiled = compile(
      aRuleset({ flags: { flag }, segments: { many: aSegment({ included }) } }),
    );
    const started = performance.now();
    for (let index = 0; index < 100_000; index++) {
      compiled.evaluate('flag', { targetingKey: `user-${index * 2}` }, { now: NOW });
    }
    expect(performance.now() - started).toBeLessThan(2000);
    expect(compiled.evaluate('flag', aUser('user-99999'), { now: NOW }).value).toBe(true);
    expect(compiled.evaluate('flag', aUser('user-100000'), { now: NOW }).value).toBe(false);
  });
});

describe('what compile() remembers', () => {
  const fresh = (ruleset: Ruleset) => compile(JSON.parse(JSON.stringify(ruleset)) as Ruleset);

  /** Steps that an environment can go through, each sharing with the one before whatever it does not change. */
  const steps: Record<string, (ruleset: Ruleset, n: number) => Ruleset> = {
    changeFlag: (ruleset, n) => {
      const state = (['off', 'on', 'targeted', 'rollout'] as const)[n % 4] ?? 'off';
      const flag = aFlag({
        state,
        rules: n % 3 === 0 ? [aRule({ id: `r${n}`, segments: ['s'] })] : [],
      });
      return { ...ruleset, flags: { ...ruleset.flags, [`flag_${n % 4}`]: flag } };
    },
    requireFlag: (ruleset, n) => {
      const prerequisites = [{ flag: `flag_${n % 5}`, variants: ['on'] }];
      return { ...ruleset, flags: { ...ruleset.flags, flag_4: aFlag({ prerequisites }) } };
    },
    removeFlag: (ruleset, n) => ({
      ...ruleset,
      flags: Object.fromEntries(
        Object.entries(ruleset.flags).filter(([key]) => key !== `flag_${n % 4}`),
      ),
    }),
    shareFlag: (ruleset, n) => {
      const [shared = aFlag()] = Object.values(ruleset.flags);
      return { ...ruleset, flags: { ...ruleset.flags, [`shared_${n % 2}`]: shared } };
    },
    changeSegment: (ruleset, n) => ({
      ...ruleset,
      segments: { s: aSegment({ included: [`u-${n % 3}`] }) },
    }),
    removeSegments: (ruleset) => ({ ...ruleset, segments: {} }),
    override: (ruleset, n) => ({
      ...ruleset,
      overrides: [
        anOverride({ flag: `flag_${n % 4}`, variant: n % 2 === 0 ? 'on' : 'off', percentage: 50 }),
      ],
    }),
    kill: (ruleset, n) => ({ ...ruleset, killSwitches: n % 2 === 0 ? ['*'] : [] }),
  };

  it('never shows in a result', () => {
    const walk = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(30)), {
      maxLength: 15,
    });
    fc.assert(
      fc.property(walk, (taken) => {
        let ruleset = aRuleset({ flags: manyFlags(4, () => aFlag({ state: 'rollout' })) });
        for (const [step, n] of taken) {
          ruleset = steps[step]?.(ruleset, n) ?? ruleset;
          for (const context of [{}, aUser('u-1'), aUser('u-2')]) {
            expect(compile(ruleset).evaluateAll(context, { now: NOW })).toEqual(
              fresh(ruleset).evaluateAll(context, { now: NOW }),
            );
          }
        }
      }),
    );
  });

  it('keeps one definition under two keys apart', () => {
    const flag = aFlag({ state: 'rollout', rollout: { percentage: 50, bucketBy: 'user' } });
    const compiled = compile(aRuleset({ flags: { a: flag, b: flag } }));
    const [a, b] = ['a', 'b'].map((key) => compiled.evaluate(key, aUser(), { now: NOW }).bucket);
    expect(a).not.toBe(b);
  });

  it('makes a ruleset that differs in one flag, or in its overrides, far cheaper than the first', () => {
    const ruleset = aRuleset({ flags: manyFlags(10_000, () => aFlag({ rules: [aRule()] })) });
    const taken = (work: () => unknown) => {
      const started = performance.now();
      work();
      return performance.now() - started;
    };
    const first = taken(() => compile(ruleset));
    const flags = { ...ruleset.flags, flag_7: aFlag({ state: 'off' }) };
    expect(taken(() => compile({ ...ruleset, flags }))).toBeLessThan(first / 2);
    expect(taken(() => compile({ ...ruleset, overrides: [anOverride()] }))).toBeLessThan(
      first / 10,
    );
  });
});
