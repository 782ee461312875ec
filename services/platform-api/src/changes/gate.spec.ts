import { check, compile } from '@halyard/evaluator';
import type {
  EvaluationContext,
  FlagDefinition,
  OverrideDefinition,
  Ruleset,
} from '@halyard/evaluator';
import fc from 'fast-check';
import { altersEvaluation } from './gate.ts';

const TENANTS = ['98chimp', 'loomi'];
const serve = fc.constantFrom({ variant: 'on' }, { variant: 'off' });
const rollout = fc.record({
  percentage: fc.constantFrom(0, 50, 100),
  bucketBy: fc.constant('tenant'),
});
const list = (values: string[]) => fc.subarray(values);

const flag: fc.Arbitrary<FlagDefinition> = fc.record({
  type: fc.constant('boolean' as const),
  variants: fc.constantFrom<FlagDefinition['variants']>(
    { on: true, off: false },
    { on: true, off: false, also: true },
  ),
  offVariant: fc.constantFrom('off', 'on'),
  state: fc.constantFrom('off' as const, 'on' as const, 'targeted' as const, 'rollout' as const),
  serve,
  scope: fc.record({
    plans: list(['pro']),
    tenantSlugs: list(TENANTS),
    partnerSlugs: fc.constant([]),
  }),
  rules: fc.oneof(
    fc.constant([]),
    fc
      .record({
        id: fc.constant('r1'),
        when: fc.constant([]),
        segments: list(['seg']),
        serve,
      })
      .map((rule) => [rule]),
  ),
  rollout,
  prerequisites: fc.constant([]),
  category: fc.constantFrom(null, 'payments'),
  killed: fc.boolean(),
});

const override: fc.Arbitrary<OverrideDefinition> = fc.record({
  flag: fc.constantFrom('first', 'second'),
  tenant: fc.constantFrom(...TENANTS),
  user: fc.constantFrom(null, 'u-1'),
  variant: fc.constantFrom('on', 'off'),
  percentage: fc.constant(null),
  expiresAt: fc.constant(null),
});

const ruleset: fc.Arbitrary<Ruleset> = fc.record({
  schema: fc.constant(1 as const),
  environment: fc.constant('prod'),
  version: fc.constant(1),
  flags: fc.record({ first: flag, second: flag }),
  segments: fc.record({
    seg: fc.record({
      match: fc.constant('all' as const),
      when: fc.constant([]),
      included: list(['u-1', 'u-2']),
      excluded: fc.constant([]),
    }),
  }),
  overrides: fc.uniqueArray(override, {
    maxLength: 3,
    selector: (one) => `${one.flag}/${one.tenant}/${one.user}`,
  }),
  killSwitches: list(['payments', '*']),
});

/** A ruleset, and the same with one part of another in its place. */
const step = fc
  .tuple(
    ruleset,
    ruleset,
    fc.constantFrom('first', 'second', 'overrides', 'segments', 'killSwitches'),
  )
  .map(([before, other, part]) => {
    const after: Ruleset =
      part === 'first' || part === 'second'
        ? { ...before, flags: { ...before.flags, [part]: other.flags[part] as FlagDefinition } }
        : { ...before, [part]: other[part as 'segments'] };
    return { before, after };
  });

const contexts: EvaluationContext[] = TENANTS.flatMap((slug) =>
  [undefined, 'u-1', 'u-2'].map((targetingKey) => ({
    tenant: { slug, plan: slug === 'loomi' ? 'free' : 'pro' },
    ...(targetingKey && { targetingKey }),
  })),
);

function answers(rules: Ruleset): string {
  const compiled = compile(rules);
  return JSON.stringify(
    contexts.flatMap((context) =>
      Object.keys(rules.flags).map((key) => compiled.evaluate(key, context, { now: 0 }).value),
    ),
  );
}

describe('the gate', () => {
  it('lets nothing pass unseen that changes an answer for anyone', () => {
    fc.assert(
      fc.property(step, ({ before, after }) => {
        fc.pre(check(after).every(({ severity }) => severity !== 'error'));
        if (answers(before) !== answers(after)) expect(altersEvaluation(before, after)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not stop what is the same', () => {
    fc.assert(
      fc.property(ruleset, (rules) => {
        const copy = JSON.parse(JSON.stringify(rules)) as Ruleset;
        expect(altersEvaluation(rules, copy)).toBe(false);
      }),
    );
  });

  it('lets a new flag in that is off, and no other', () => {
    fc.assert(
      fc.property(ruleset, flag, (rules, born) => {
        const before = { ...rules, killSwitches: [], overrides: [] };
        const after = { ...before, flags: { ...before.flags, born } };
        expect(altersEvaluation(before, after)).toBe(born.state !== 'off' && !born.killed);
      }),
    );
  });
});
