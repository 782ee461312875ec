import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { compile, project } from './index.ts';
import type { Condition, EvaluationContext, EvaluationTenant, Ruleset } from './index.ts';
import { aFlag, anOverride, aRule, aRuleset, aSegment, NOW } from '../test/rulesets.ts';

interface Vectors {
  readonly now: string;
  readonly ruleset: Ruleset;
  readonly cases: readonly { name: string; flag: string; context: EvaluationContext }[];
}

const folder = new URL('../spec/vectors/', import.meta.url);
const vectors = readdirSync(folder)
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Vectors)
  .filter(({ ruleset }) => ruleset !== undefined);

const recordOf = ({ slug, plan = null, partnerSlug = null }: EvaluationTenant) => ({
  slug,
  plan,
  partnerSlug,
});
const LOOMI = { slug: 'loomi', plan: 'enterprise', partnerSlug: null };
const CHIMP = { slug: '98chimp', plan: 'pro', partnerSlug: 'nordic' };

describe('a projected ruleset', () => {
  it.each(vectors)('answers every vector of its tenant as the whole one does', (vector) => {
    const whole = compile(vector.ruleset);
    const projections = new Map<string, ReturnType<typeof compile>>();
    let compared = 0;
    for (const { name, flag, context } of vector.cases) {
      if (context.tenant === undefined) continue;
      const tenant = recordOf(context.tenant);
      const id = JSON.stringify(tenant);
      const projected = projections.get(id) ?? compile(project(vector.ruleset, tenant));
      projections.set(id, projected);
      const now = Date.parse(vector.now);
      const answer = projected.evaluate(flag, { ...context, tenant }, { now });
      expect([name, answer]).toEqual([name, whole.evaluate(flag, { ...context, tenant }, { now })]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('answers every context of its tenant as the whole one does', () => {
    fc.assert(
      fc.property(rulesets, contexts, tenants, (ruleset, context, tenant) => {
        const [whole, projected] = [compile(ruleset), compile(project(ruleset, tenant))];
        for (const key of [...Object.keys(ruleset.flags), 'unknown']) {
          const asked = { ...context, tenant };
          const answer = projected.evaluate(key, asked, { now: NOW });
          expect(answer).toEqual(whole.evaluate(key, asked, { now: NOW }));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds no word of another tenant', () => {
    const telling = aRuleset({
      flags: {
        flag: aFlag({
          state: 'rollout',
          variants: { on: true, off: false, for_loomi: true },
          rules: [
            aRule({
              id: 'theirs',
              when: [equals('tenant', 'loomi')],
              serve: { variant: 'for_loomi' },
            }),
            aRule({ id: 'partner', when: [equals('partner', 'other-partner')] }),
            aRule({ when: [equals('targetingKey', 'user@loomi')] }),
            aRule({ id: 'segment', segments: ['loomi_pilots'] }),
          ],
          scope: {
            plans: ['pro'],
            tenantSlugs: ['98chimp', 'loomi'],
            partnerSlugs: ['nordic', 'other-partner'],
          },
        }),
        hidden: aFlag({
          state: 'targeted',
          category: 'loomi',
          scope: { plans: [], tenantSlugs: ['loomi'], partnerSlugs: [] },
        }),
        next: aFlag({ prerequisites: [{ flag: 'flag', variants: ['on', 'for_loomi'] }] }),
      },
      segments: {
        loomi_pilots: aSegment({
          match: 'any',
          when: [equals('tenant', 'loomi')],
          included: ['user@loomi'],
        }),
        loomi_only: aSegment({ when: [equals('tenant', 'loomi')] }),
      },
      overrides: [anOverride({ flag: 'hidden' })],
      killSwitches: ['loomi-payments'],
    });
    expect(JSON.stringify(project(telling, CHIMP))).not.toMatch(/loomi|other-partner/);
    expect(JSON.stringify(project(telling, LOOMI))).not.toMatch(/98chimp|nordic|other-partner/);
  });

  it('is the same whatever happens to others', () => {
    const flag = (tenantSlugs: string[], percentage: number) =>
      aFlag({
        state: 'rollout',
        scope: { plans: [], tenantSlugs, partnerSlugs: [] },
        rollout: { percentage, bucketBy: 'user' },
      });
    const json = (ruleset: Ruleset) => JSON.stringify(project(ruleset, CHIMP));
    const before = aRuleset({ flags: { flag: flag(['loomi'], 5) } });
    const after = aRuleset({
      flags: { flag: flag(['loomi', 'acme'], 100) },
      overrides: [anOverride()],
    });
    expect(json(after)).toBe(json(before));
    expect(json(aRuleset({ flags: { flag: flag(['98chimp'], 5) } }))).not.toBe(json(before));
  });

  it('finds a segment’s member by a digest, and no other', () => {
    const ruleset = aRuleset({
      flags: { flag: aFlag({ state: 'targeted', rules: [aRule({ segments: ['beta'] })] }) },
      segments: { beta: aSegment({ included: ['u-1', 'u-2'], excluded: ['u-2'] }) },
    });
    const projected = compile(project(ruleset, CHIMP));
    const isOn = (targetingKey: string) =>
      projected.evaluate('flag', { targetingKey, tenant: CHIMP }, { now: NOW }).value;
    expect(['u-1', 'u-2', 'u-3'].map(isOn)).toEqual([true, false, false]);
    expect(JSON.stringify(project(ruleset, CHIMP))).not.toMatch(/u-\d|beta/);
  });
});

function equals(attribute: string, ...values: string[]): Condition {
  return { attribute, op: 'in', values };
}

const tenants = fc.constantFrom(LOOMI, CHIMP, { slug: 'acme', plan: 'pro', partnerSlug: null });
const names = fc.constantFrom(
  'loomi',
  '98chimp',
  'acme',
  'pro',
  'enterprise',
  'nordic',
  'u-1',
  'u-2',
);
const conditions: fc.Arbitrary<Condition> = fc.record({
  attribute: fc.constantFrom('tenant', 'plan', 'partner', 'targetingKey', 'country', 'list', 'now'),
  op: fc.constantFrom('equals', 'in', 'starts_with', 'exists'),
  values: fc.array(names, { minLength: 1, maxLength: 3 }),
  negate: fc.boolean(),
});
const lists = fc.uniqueArray(names, { maxLength: 2 });
const serves = fc.constantFrom<{ variant: string }>(
  { variant: 'on' },
  { variant: 'off' },
  { variant: 'third' },
);
const rollouts = fc.record({
  percentage: fc.constantFrom(0, 50, 100),
  bucketBy: fc.constantFrom('user', 'tenant', 'country'),
});
const flags = fc.record({
  state: fc.constantFrom('off', 'on', 'targeted', 'rollout'),
  serve: serves,
  killed: fc.constantFrom(false, false, false, true),
  category: fc.constantFrom(null, 'payments'),
  scope: fc.record({ plans: lists, tenantSlugs: lists, partnerSlugs: lists }),
  rollout: rollouts,
  prerequisites: fc.constantFrom<readonly { flag: string; variants: string[] }[]>(
    [],
    [{ flag: 'one', variants: ['on', 'third'] }],
    [{ flag: 'three', variants: ['off'] }],
  ),
  rules: fc.array(
    fc.record({
      id: fc.constantFrom('r-1', 'r-2'),
      when: fc.array(conditions, { maxLength: 2 }),
      segments: fc.uniqueArray(fc.constantFrom('any', 'all', 'missing'), { maxLength: 2 }),
      serve: serves,
    }),
    { maxLength: 3 },
  ),
});
const segments = fc.record({
  when: fc.array(conditions, { maxLength: 2 }),
  included: lists,
  excluded: lists,
});
const rulesets = fc
  .record({
    one: flags,
    two: flags,
    three: flags,
    any: segments,
    all: segments,
    overrides: fc.uniqueArray(
      fc.record({
        flag: fc.constantFrom('one', 'two'),
        tenant: fc.constantFrom('loomi', '98chimp'),
        user: fc.constantFrom(null, 'u-1'),
        variant: fc.constantFrom('on', 'third', 'nowhere'),
        percentage: fc.constantFrom(null, 50),
      }),
      { selector: ({ flag, tenant, user }) => `${flag} ${tenant} ${user}`, maxLength: 4 },
    ),
    killSwitches: fc.constantFrom<string[]>([], [], ['payments'], ['*']),
  })
  .map(({ one, two, three, any, all, overrides, killSwitches }) => {
    const variants = { on: true, off: false, third: true };
    return aRuleset({
      flags: {
        one: aFlag({ ...one, variants }),
        two: aFlag({ ...two, variants }),
        three: aFlag({ ...three, variants }),
      },
      segments: { any: aSegment({ ...any, match: 'any' }), all: aSegment(all) },
      overrides: overrides.map(anOverride),
      killSwitches,
    });
  });
const contexts = fc.record(
  {
    targetingKey: fc.constantFrom('u-1', 'u-2', 'u-3'),
    attributes: fc.record(
      { country: names, list: fc.array(names, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
