import fc from 'fast-check';
import type { OverrideDefinition, Ruleset, SegmentDefinition } from '@halyard/evaluator';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { activate } from './active-ruleset.ts';
import { changedFlags } from './changed-flags.ts';
import type { SignedRuleset, TenantRecord } from './signed-ruleset.ts';

const ruleset = aRuleset({
  flags: {
    plain: aFlag(),
    billing: aFlag({ category: 'billing' }),
    segmented: aFlag({
      state: 'targeted',
      rules: [{ id: 'r', when: [], segments: ['beta'], serve: { variant: 'on' } }],
    }),
    child: aFlag({ prerequisites: [{ flag: 'plain', variants: ['on'] }] }),
    grandchild: aFlag({ prerequisites: [{ flag: 'child', variants: ['on'] }] }),
  },
  segments: {
    beta: aSegment('u-1'),
    unused: aSegment('u-1'),
  },
  overrides: [anOverride('plain', 'loomi')],
});
const tenants = { loomi: { plan: 'pro', partnerSlug: null } };
const all = Object.keys(ruleset.flags).sort();

describe('the flags that may answer otherwise', () => {
  it.each<[string, Partial<Ruleset>, readonly string[]]>([
    ['nothing changed', {}, []],
    ['a flag changed', { flags: { ...ruleset.flags, billing: aFlag() } }, ['billing']],
    ['a flag came', { flags: { ...ruleset.flags, new: aFlag() } }, ['new']],
    ['a flag went', { flags: without(ruleset.flags, 'segmented') }, ['segmented']],
    [
      'a prerequisite changed, at whatever distance',
      { flags: { ...ruleset.flags, plain: aFlag({ killed: true }) } },
      ['plain', 'child', 'grandchild'],
    ],
    ['a prerequisite went', { flags: without(ruleset.flags, 'child') }, ['child', 'grandchild']],
    [
      'a segment changed',
      { segments: { ...ruleset.segments, beta: aSegment('u-2') } },
      ['segmented'],
    ],
    [
      'a segment changed that nobody uses',
      { segments: { ...ruleset.segments, unused: aSegment() } },
      [],
    ],
    ['a segment went', { segments: without(ruleset.segments, 'beta') }, ['segmented']],
    [
      'an override came',
      { overrides: [...ruleset.overrides, anOverride('segmented', 'acme')] },
      ['segmented'],
    ],
    ['an override went', { overrides: [] }, ['plain', 'child', 'grandchild']],
    [
      'an override changed',
      { overrides: [{ ...anOverride('plain', 'loomi'), percentage: 5 }] },
      ['plain', 'child', 'grandchild'],
    ],
    ['a category was killed', { killSwitches: ['billing'] }, ['billing']],
    ['everything was killed', { killSwitches: ['*'] }, all],
  ])('when %s', (_, parts, expected) => {
    expect(changes({ ...ruleset, ...parts })).toEqual([...expected].sort());
  });

  it('are all of them when a tenant changed, came or went', () => {
    expect(changes(ruleset, { loomi: { plan: 'free', partnerSlug: null } })).toEqual(all);
    expect(changes(ruleset, { ...tenants, acme: tenants.loomi })).toEqual(all);
    expect(changes(ruleset, {})).toEqual(all);
  });

  it('are all of them in the first ruleset', () => {
    const first = activate(aSigned(ruleset), undefined);
    expect([...changedFlags(first, undefined)].sort()).toEqual(all);
  });

  it('hold every flag whose answer is another one', () => {
    fc.assert(
      fc.property(anyRuleset, anyRuleset, (first, second) => {
        const before = activate(aSigned(first), undefined);
        const next = activate(aSigned(second), before);
        const changed = changedFlags(next, before);
        for (const flag of FLAGS.filter((key) => !changed.has(key))) {
          for (const context of CONTEXTS) {
            const now = { now: 0 };
            expect(next.compiled.evaluate(flag, context, now)).toEqual(
              before.compiled.evaluate(flag, context, now),
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a ruleset that follows another', () => {
  it('shares everything that is equal', () => {
    const before = activate(aSigned(ruleset), undefined);
    const changed = { ...ruleset, flags: { ...ruleset.flags, plain: aFlag({ killed: true }) } };
    const next = activate(aSigned(changed), before);
    expect(next.ruleset.flags.child).toBe(before.ruleset.flags.child);
    expect(next.ruleset.flags.plain).not.toBe(before.ruleset.flags.plain);
    expect(next.ruleset.segments).toBe(before.ruleset.segments);
    expect(next.ruleset.overrides).toBe(before.ruleset.overrides);
    expect(next.tenants).toBe(before.tenants);
  });

  it('answers as if there had been none before it', () => {
    fc.assert(
      fc.property(anyRuleset, anyRuleset, (first, second) => {
        const following = activate(aSigned(second), activate(aSigned(first), undefined));
        const alone = activate(aSigned(second), undefined);
        for (const context of CONTEXTS) {
          expect(following.compiled.evaluateAll(context, { now: 0 })).toEqual(
            alone.compiled.evaluateAll(context, { now: 0 }),
          );
        }
      }),
    );
  });
});

const FLAGS = ['a', 'b', 'c', 'd'];
const CONTEXTS = [
  {},
  { targetingKey: 'u-1' },
  { targetingKey: 'u-1', tenant: { slug: 'loomi', plan: 'pro', partnerSlug: null } },
  { targetingKey: 'u-2', tenant: { slug: 'acme', plan: 'free', partnerSlug: null } },
];

const anyFlag = fc.record({
  state: fc.constantFrom('on', 'off', 'targeted', 'rollout'),
  killed: fc.boolean(),
  category: fc.constantFrom(null, 'x', 'y'),
  prerequisites: fc.array(
    fc.record({ flag: fc.constantFrom(...FLAGS), variants: fc.constant(['on']) }),
    { maxLength: 1 },
  ),
  rules: fc.array(
    fc.record({
      id: fc.constant('r'),
      when: fc.constant([]),
      segments: fc.subarray(['s', 't']),
      serve: fc.constant({ variant: 'on' }),
    }),
    { maxLength: 1 },
  ),
});

const anySegment = fc.record({
  match: fc.constant('any' as const),
  when: fc.constant([]),
  included: fc.subarray(['u-1', 'u-2']),
  excluded: fc.constant([]),
});

const anyRuleset = fc
  .record({
    flags: fc.dictionary(fc.constantFrom(...FLAGS), anyFlag),
    segments: fc.dictionary(fc.constantFrom('s', 't'), anySegment),
    overridden: fc.subarray(FLAGS),
    killSwitches: fc.subarray(['x', 'y', '*']),
  })
  .map(({ flags, segments, overridden, killSwitches }) =>
    copied(
      aRuleset({
        flags: Object.fromEntries(
          Object.entries(flags).map(([key, parts]) => [key, aFlag(parts as object)]),
        ),
        segments,
        overrides: overridden.map((flag) => anOverride(flag, 'loomi')),
        killSwitches,
      }),
    ),
  );

function changes(next: Ruleset, withTenants: Record<string, TenantRecord> = tenants): string[] {
  const before = activate(aSigned(ruleset), undefined);
  return [...changedFlags(activate(aSigned(next, withTenants), before), before)].sort();
}

/** As it comes over the wire: nothing in it is an object that was there before. */
function aSigned(of: Ruleset, withTenants: Record<string, TenantRecord> = tenants): SignedRuleset {
  return {
    environment: 'prod',
    tenant: null,
    version: 1,
    issuedAt: 0,
    notAfter: 0,
    ruleset: copied(of),
    tenants: copied(withTenants),
  };
}

function anOverride(flag: string, tenant: string): OverrideDefinition {
  return { flag, tenant, user: null, variant: 'on', percentage: null, expiresAt: null };
}

function aSegment(...included: string[]): SegmentDefinition {
  return { match: 'any', when: [], included, excluded: [] };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
