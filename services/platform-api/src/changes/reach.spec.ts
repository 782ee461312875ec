import fc from 'fast-check';
import { project } from '@halyard/evaluator';
import type {
  FlagDefinition,
  OverrideDefinition,
  Ruleset,
  SegmentDefinition,
} from '@halyard/evaluator';
import { reachOf } from './reach.ts';

const TENANTS = [
  { slug: 'loomi', plan: 'enterprise', partnerSlug: null },
  { slug: '98chimp', plan: 'pro', partnerSlug: 'nordic' },
  { slug: 'dk_derby', plan: 'free', partnerSlug: 'nordic' },
];
const tenants = () => Promise.resolve(TENANTS);

const names = fc.constantFrom('loomi', '98chimp', 'pro', 'nordic', 'u-1');
const lists = fc.uniqueArray(names, { maxLength: 2 });
const serves = fc.constantFrom({ variant: 'on' }, { variant: 'off' }, { variant: 'third' });
const conditions = fc.record({
  attribute: fc.constantFrom('tenant', 'plan', 'partner', 'targetingKey'),
  op: fc.constant('in' as const),
  values: lists,
});
const flags: fc.Arbitrary<FlagDefinition> = fc.record({
  type: fc.constant('boolean'),
  variants: fc.boolean().map((third) => ({ on: true, off: false, third })),
  offVariant: fc.constant('off'),
  state: fc.constantFrom('off', 'on', 'targeted', 'rollout'),
  serve: serves,
  scope: fc.record({ plans: lists, tenantSlugs: lists, partnerSlugs: lists }),
  rules: fc.array(
    fc.record({
      id: fc.constant('rule'),
      when: fc.array(conditions, { maxLength: 1 }),
      segments: fc.uniqueArray(fc.constantFrom('beta', 'gamma'), { maxLength: 1 }),
      serve: serves,
    }),
    { maxLength: 2 },
  ),
  rollout: fc.record({ percentage: fc.constantFrom(5, 25), bucketBy: fc.constant('user') }),
  prerequisites: fc.constant([]),
  category: fc.constantFrom(null, 'payments'),
  killed: fc.constantFrom(false, false, true),
});
const segments: fc.Arbitrary<SegmentDefinition> = fc.record({
  match: fc.constantFrom('all', 'any'),
  when: fc.array(conditions, { maxLength: 2 }),
  included: lists,
  excluded: lists,
});
const overrides: fc.Arbitrary<OverrideDefinition[]> = fc.constantFrom<OverrideDefinition[]>(
  [],
  [
    {
      flag: 'one',
      tenant: 'loomi',
      user: null,
      variant: 'third',
      percentage: null,
      expiresAt: null,
    },
  ],
);

interface Case {
  readonly before: Ruleset;
  readonly after: Ruleset;
}

/** A ruleset, and the same one after a change of one of its parts. */
const cases: fc.Arbitrary<Case> = fc
  .record({ one: flags, two: flags, beta: segments, gamma: segments, overrides })
  .chain(({ one, two, beta, gamma, overrides }) => {
    const before: Ruleset = {
      schema: 1,
      environment: 'staging',
      version: 1,
      flags: { one, two },
      segments: { beta, gamma },
      overrides,
      killSwitches: [],
    };
    const afters = fc.oneof(
      flags.map((flag) => ({ ...before, flags: { one: flag, two } })),
      flags.map((flag) => ({ ...before, flags: { one: { ...one, scope: flag.scope }, two } })),
      segments.map((segment) => ({ ...before, segments: { beta: segment, gamma } })),
      fc.constant({
        ...before,
        segments: { beta: { ...beta, included: [...beta.included] }, gamma },
      }),
      fc.constant({ ...before, killSwitches: ['payments'] }),
      flags.map((three) => ({ ...before, flags: { one, two, three } })),
      fc.constant({ ...before, flags: { one } }),
    );
    return afters.map((after) => ({ before, after }));
  });

const json = (ruleset: Ruleset, tenant: (typeof TENANTS)[number]) =>
  JSON.stringify({ ...project(ruleset, tenant), version: 0 });

describe('the reach of a change', () => {
  it('holds every tenant whose ruleset it alters', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (step) => {
        const touched = await reachOf([step], tenants);
        const altered = TENANTS.filter((one) => json(step.before, one) !== json(step.after, one));
        if (touched === null) return;
        expect(touched).toEqual(expect.arrayContaining(altered.map(({ slug }) => slug)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds nobody else, where it is not everyone’s', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (step) => {
        const touched = await reachOf([step], tenants);
        for (const tenant of TENANTS) {
          if (touched?.includes(tenant.slug) !== true) continue;
          expect(json(step.before, tenant)).not.toBe(json(step.after, tenant));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is everyone’s where it alters the ruleset of a tenant that nothing names', async () => {
    const stranger = { slug: 'stranger', plan: null as never, partnerSlug: null };
    await fc.assert(
      fc.asyncProperty(cases, async (step) => {
        const all = [...TENANTS, stranger];
        const touched = await reachOf([step], () => Promise.resolve(all));
        const isAltered = json(step.before, stranger) !== json(step.after, stranger);
        if (isAltered && touched !== null) expect(touched).toContain('stranger');
      }),
      { numRuns: 1_000 },
    );
  });
});
