import fc from 'fast-check';
import {
  bucket,
  compile,
  type EvaluationContext,
  type FlagDefinition,
  type Ruleset,
} from './index.ts';
import { aFlag, anOverride, aRule, aRuleset, aSegment, aUser, NOW } from '../test/rulesets.ts';

const resolve = (ruleset: Ruleset, context: unknown, key = 'flag', now: number | Date = NOW) =>
  compile(ruleset).evaluate(key, context as EvaluationContext, { now });

const flagOf = (flag: Partial<FlagDefinition>, parts: Partial<Ruleset> = {}) =>
  aRuleset({ flags: { flag: aFlag(flag) }, ...parts });

const requires = (...keys: string[]) => keys.map((flag) => ({ flag, variants: ['on'] }));

/** A flag that looks at everything in a context. */
const CURIOUS = flagOf(
  {
    state: 'rollout',
    scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
    rules: [
      aRule({ id: 'segment', segments: ['segment'] }),
      aRule({
        id: 'dotted',
        when: [{ attribute: 'a.b', op: 'semver_gt', values: ['1.0.0'], negate: true }],
        rollout: { percentage: 50, bucketBy: 'a.b' },
      }),
      aRule({ id: 'dates', when: [{ attribute: 'a', op: 'before', values: [0] }] }),
      aRule({ id: 'addresses', when: [{ attribute: 'a', op: 'in_cidr', values: ['10.0.0.0/8'] }] }),
      aRule({ id: 'texts', when: [{ attribute: 'a', op: 'matches', values: ['x+$'] }] }),
    ],
    rollout: { percentage: 50, bucketBy: 'a' },
    prerequisites: requires('other'),
  },
  {
    segments: {
      segment: aSegment({ included: ['x'], when: [{ attribute: 'a', op: 'gt', values: [1] }] }),
    },
    overrides: [anOverride({ percentage: 50 }), anOverride({ user: 'x' })],
  },
);
const GARBAGE = compile({ ...CURIOUS, flags: { ...CURIOUS.flags, other: aFlag() } });

describe('evaluate()', () => {
  it('never throws, whatever the context is', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withObjectString: true,
    });
    const contexts = fc.oneof(
      anything,
      fc.record({ targetingKey: anything, tenant: anything, attributes: anything }),
      fc.record({
        targetingKey: fc.constantFrom('x', '', 'u-1'),
        tenant: fc.record({ slug: fc.oneof(fc.constant('loomi'), anything), plan: anything }),
        attributes: fc.record({ a: anything, 'a.b': anything }, { requiredKeys: [] }),
      }),
    );
    fc.assert(
      fc.property(contexts, (context) => {
        const resolution = GARBAGE.evaluate('flag', context as EvaluationContext, { now: NOW });
        expect(typeof resolution.value).toBe('boolean');
        const traced = GARBAGE.evaluate('flag', context as EvaluationContext, {
          now: NOW,
          trace: [],
        });
        expect(traced).toStrictEqual(resolution);
      }),
      { numRuns: 3000 },
    );
  });

  it('fails closed where reading the context throws', () => {
    const thrower = () => {
      throw new Error('boo');
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const broken = {
      value: false,
      variant: 'off',
      reason: 'ERROR',
      source: 'default',
      errorCode: 'GENERAL',
    };
    const contexts = [
      proxy,
      Object.defineProperty({}, 'tenant', { get: thrower }),
      { attributes: proxy },
      { attributes: Object.defineProperty({}, 'a', { get: thrower }) },
      { attributes: new Proxy({}, { getOwnPropertyDescriptor: thrower }) },
      { tenant: new Proxy({}, { get: thrower }) },
    ];
    const flag = aFlag({ ...CURIOUS.flags['flag'], prerequisites: [] });
    const compiled = compile({ ...CURIOUS, flags: { flag } });
    for (const context of contexts) {
      expect(compiled.evaluate('flag', context as EvaluationContext, { now: NOW })).toStrictEqual(
        broken,
      );
      const all = compiled.evaluateAll(context as EvaluationContext, { now: NOW });
      expect(all.get('flag')).toStrictEqual(broken);
    }
  });

  it('takes lists and objects that hold themselves, and very large ones', () => {
    const cycle: { [name: string]: unknown } = {};
    cycle['a'] = [cycle, [cycle]];
    cycle['a.b'] = cycle;
    const large = Object.fromEntries(
      Array.from({ length: 1_000_000 }, (_, index) => [`k${index}`, index]),
    );
    for (const attributes of [
      cycle,
      large,
      { a: Object.keys(large) },
      { a: 'x'.repeat(1_000_000) },
    ]) {
      const context = { targetingKey: 'u', attributes } as EvaluationContext;
      expect(GARBAGE.evaluate('flag', context, { now: NOW }).value).toBeDefined();
    }
  });

  it('looks at no more of a context than it needs: a kill switch beats a broken one', () => {
    const context = Object.defineProperty({}, 'tenant', {
      get: () => {
        throw new Error('boo');
      },
    });
    expect(resolve(flagOf({ killed: true }), context)).toMatchObject({ reason: 'DISABLED' });
  });

  it('knows no flag by an inherited name', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'ghost', '']) {
      expect(resolve(flagOf({}), {}, key)).toStrictEqual({
        reason: 'ERROR',
        errorCode: 'FLAG_NOT_FOUND',
      });
    }
  });

  it('takes flags, variants, segments and tenants of any name', () => {
    const flag = aFlag({
      type: 'string',
      variants: JSON.parse('{"__proto__": "proto", "constructor": "con"}') as Record<
        string,
        string
      >,
      offVariant: 'constructor',
      state: 'targeted',
      serve: { variant: 'constructor' },
      rules: [aRule({ segments: ['__proto__'], serve: { variant: '__proto__' } })],
    });
    const flags = JSON.parse(`{"__proto__": ${JSON.stringify(flag)}}`) as Ruleset['flags'];
    const segments = JSON.parse(
      `{"__proto__": ${JSON.stringify(aSegment({ included: ['toString'] }))}}`,
    );
    const overrides = [
      anOverride({ flag: '__proto__', tenant: 'constructor', variant: '__proto__' }),
    ];
    const ruleset = aRuleset({ flags, segments: segments as Ruleset['segments'], overrides });
    expect(resolve(ruleset, { targetingKey: 'toString' }, '__proto__').value).toBe('proto');
    expect(resolve(ruleset, { targetingKey: 'valueOf' }, '__proto__').value).toBe('con');
    expect(resolve(ruleset, { tenant: { slug: 'constructor' } }, '__proto__').value).toBe('proto');
    expect(resolve(ruleset, { tenant: { slug: 'valueOf' } }, '__proto__').value).toBe('con');
  });

  it('gives a JSON value as it is in the ruleset', () => {
    const value = JSON.parse('{"$set": {"a.b": 1}, "__proto__": {"x": 1}}') as {
      $set: { 'a.b': number };
    };
    const ruleset = flagOf({ type: 'json', variants: { on: value, off: null } });
    expect(resolve(ruleset, {}).value).toBe(value);
  });

  it('takes the time as milliseconds or as a Date', () => {
    const ruleset = flagOf(
      { state: 'off' },
      { overrides: [anOverride({ expiresAt: '2026-11-18T12:00:00Z' })] },
    );
    const end = Date.parse('2026-11-18T12:00:00Z');
    for (const at of [end, new Date(end)])
      expect(resolve(ruleset, aUser(), 'flag', at).value).toBe(false);
    for (const at of [end - 1, new Date(end - 1)])
      expect(resolve(ruleset, aUser(), 'flag', at).value).toBe(true);
  });
});

describe('an override', () => {
  it('of a user beats the tenant’s, whose turn comes when the first has expired', () => {
    const past = '2026-11-18T11:06:40.000Z';
    const own = anOverride({ user: 'u-1', variant: 'off' });
    const rulesetOf = (user: typeof own) => flagOf({}, { overrides: [anOverride(), user] });
    expect(resolve(rulesetOf(own), aUser())).toMatchObject({
      variant: 'off',
      source: 'user_override',
    });
    expect(resolve(rulesetOf({ ...own, expiresAt: past }), aUser())).toMatchObject({
      variant: 'on',
      source: 'tenant_override',
    });
  });

  it('of an empty user is nobody’s, and an empty targeting key has no part in the bucket', () => {
    const ruleset = flagOf(
      { state: 'off' },
      { overrides: [anOverride({ user: '' }), anOverride({ percentage: 50 })] },
    );
    expect(resolve(ruleset, aUser(''))).toMatchObject({
      source: 'tenant_override',
      bucket: bucket('loomi:flag'),
    });
    expect(resolve(ruleset, aUser('u-1'))).toMatchObject({ bucket: bucket('loomi:u-1:flag') });
  });

  it('whose variant the flag does not have turns that flag off, and no other', () => {
    const ruleset = aRuleset({
      flags: { flag: aFlag(), other: aFlag() },
      overrides: [anOverride({ variant: 'gone' }), anOverride({ flag: 'archived' })],
    });
    expect(resolve(ruleset, aUser())).toMatchObject({ value: false, errorCode: 'GENERAL' });
    expect(resolve(ruleset, aUser(), 'other').value).toBe(true);
    expect(resolve(ruleset, aUser(), 'archived').errorCode).toBe('FLAG_NOT_FOUND');
  });
});

describe('a unit', () => {
  const unitOf = (bucketBy: string, context: unknown) =>
    resolve(flagOf({ state: 'rollout', rollout: { percentage: 50, bucketBy } }), context);

  it.each([
    ['user', { targetingKey: 'u', tenant: { slug: 't' } }, 'u'],
    ['user', { targetingKey: '', tenant: { slug: 't' } }, 't'],
    ['tenant', { targetingKey: 'u', tenant: { slug: 't' } }, 't'],
    ['targetingKey', { targetingKey: 'u' }, 'u'],
    ['plan', { tenant: { slug: 't', plan: 'pro' } }, 'pro'],
    ['partner', { tenant: { slug: 't', partnerSlug: 'nordic' } }, 'nordic'],
    ['now', {}, String(NOW)],
    ['a', { attributes: { a: 1e21 } }, '1e+21'],
    ['a', { attributes: { a: -0 } }, '0'],
    ['a', { attributes: { a: 0.1 } }, '0.1'],
    ['a', { attributes: { a: false } }, 'false'],
    ['a.b', { attributes: { a: { b: 'c' } } }, 'c'],
  ])('by %s of %j is %s', (bucketBy, context, unit) => {
    expect(unitOf(bucketBy, context).bucket).toBe(bucket(`${unit}:flag`));
  });

  it.each([
    ['user', { targetingKey: '' }],
    ['user', { targetingKey: 5 }],
    ['tenant', { targetingKey: 'u' }],
    ['tenant', { tenant: { slug: '' } }],
    ['targetingKey', { targetingKey: '', tenant: { slug: 't' } }],
    ['a', { attributes: { a: '' } }],
    ['a', { attributes: { a: null } }],
    ['a', { attributes: { a: ['x'] } }],
    ['a', { attributes: { a: {} } }],
    ['constructor', {}],
  ])('by %s of %j is missing, which fails closed', (bucketBy, context) => {
    expect(unitOf(bucketBy, context)).toStrictEqual({
      value: false,
      variant: 'off',
      reason: 'ERROR',
      source: 'default',
      errorCode: 'TARGETING_KEY_MISSING',
    });
  });

  it('that a rule’s rollout misses makes the rule not hold, and one that its split misses fails closed', () => {
    const serve = { split: [{ variant: 'on', weight: 100 }], bucketBy: 'a' };
    const rollout = { percentage: 100, bucketBy: 'a' };
    const rolled = [aRule({ id: '1', rollout }), aRule({ id: '2' })];
    expect(resolve(flagOf({ state: 'targeted', rules: rolled }), {})).toMatchObject({
      ruleId: '2',
    });
    const split = [aRule({ id: '1', serve }), aRule({ id: '2' })];
    expect(resolve(flagOf({ state: 'targeted', rules: split }), {})).toStrictEqual({
      value: false,
      variant: 'off',
      reason: 'ERROR',
      source: 'default',
      errorCode: 'TARGETING_KEY_MISSING',
    });
  });
});

describe('prerequisites', () => {
  const chain = (
    edges: Record<string, string[]>,
    over: Record<string, Partial<FlagDefinition>> = {},
  ) =>
    aRuleset({
      flags: Object.fromEntries(
        Object.entries(edges).map(([key, to]) => [
          key,
          aFlag({ prerequisites: requires(...to), ...over[key] }),
        ]),
      ),
    });
  const codeOf = (ruleset: Ruleset, key: string) => {
    const { errorCode, reason } = resolve(ruleset, {}, key);
    return errorCode ?? reason;
  };

  it('that lead into a cycle give every flag on the way up the same', () => {
    const ruleset = chain({ top: ['a'], a: ['b'], b: ['c'], c: ['b'], self: ['self'] });
    for (const key of ['top', 'a', 'b', 'c', 'self'])
      expect(codeOf(ruleset, key)).toBe('PREREQUISITE_CYCLE');
  });

  it('are looked at in order, so that one that fails hides a cycle behind it', () => {
    const ruleset = chain(
      { a: ['dark', 'a'], b: ['b', 'dark'], dark: [] },
      { dark: { state: 'off' } },
    );
    expect(codeOf(ruleset, 'a')).toBe('PREREQUISITE_FAILED');
    expect(codeOf(ruleset, 'b')).toBe('PREREQUISITE_CYCLE');
  });

  it('are not looked at by a killed flag, which breaks a cycle', () => {
    const ruleset = chain({ a: ['b'], b: ['a'] }, { b: { killed: true } });
    expect(codeOf(ruleset, 'a')).toBe('PREREQUISITE_FAILED');
    expect(codeOf(ruleset, 'b')).toBe('DISABLED');
  });

  it('may meet the same flag twice on different ways', () => {
    const ruleset = chain({
      top: ['left', 'right'],
      left: ['base'],
      right: ['base'],
      base: ['root'],
      root: [],
    });
    expect(codeOf(ruleset, 'top')).toBe('STATIC');
  });

  it('that fan out at every level are resolved once each', () => {
    const edges = Object.fromEntries(
      Array.from({ length: 60 }, (_, level) => {
        const below = level === 59 ? [] : [`l${level + 1}`, `r${level + 1}`];
        return [
          [`l${level}`, below],
          [`r${level}`, below],
        ];
      }).flat() as [string, string[]][],
    );
    expect(codeOf(chain(edges), 'l0')).toBe('STATIC');
  });

  it('however deep do not throw', () => {
    const edges = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, level) => [`f${level}`, [`f${level + 1}`]]),
    );
    expect(resolve(chain(edges), {}, 'f0').value).toBe(false);
  });

  it('resolve the same one by one and all at once', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const flags = fc.record(
      Object.fromEntries(
        keys.map((key) => [
          key,
          fc.record({
            prerequisites: fc.uniqueArray(
              fc.record({
                flag: fc.constantFrom(...keys),
                variants: fc.constantFrom(['on'], ['off'], ['on', 'off']),
              }),
              { maxLength: 3 },
            ),
            state: fc.constantFrom('on' as const, 'off' as const),
            killed: fc.boolean(),
          }),
        ]),
      ),
    );
    fc.assert(
      fc.property(flags, (parts) => {
        const ruleset = aRuleset({
          flags: Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, aFlag(part)])),
        });
        const compiled = compile(ruleset);
        const all = compiled.evaluateAll({}, { now: NOW });
        expect([...all.keys()]).toEqual(keys);
        for (const key of keys)
          expect(all.get(key)).toEqual(compiled.evaluate(key, {}, { now: NOW }));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('evaluateAll()', () => {
  it('takes the flags that it is asked for', () => {
    const compiled = compile(aRuleset({ flags: { a: aFlag(), b: aFlag(), c: aFlag() } }));
    const some = compiled.evaluateAll({}, { now: NOW, only: ['c', 'ghost'] });
    expect([...some].map(([key, { reason }]) => [key, reason])).toEqual([
      ['c', 'STATIC'],
      ['ghost', 'ERROR'],
    ]);
  });
});
