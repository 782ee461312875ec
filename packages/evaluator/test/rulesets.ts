/** Builders: each makes the plainest thing of its kind, with what the test is about put over it. */
import type {
  Condition,
  FlagDefinition,
  JsonValue,
  OverrideDefinition,
  Rule,
  Ruleset,
  SegmentDefinition,
} from '../src/index.ts';

export const NOW = Date.parse('2026-11-18T11:06:40.000Z');

export function aRuleset(parts: Partial<Ruleset> = {}): Ruleset {
  return {
    schema: 1,
    environment: 'prod',
    version: 1,
    flags: {},
    segments: {},
    overrides: [],
    killSwitches: [],
    ...parts,
  };
}

/** A boolean flag that is on. */
export function aFlag(parts: Partial<FlagDefinition> = {}): FlagDefinition {
  return {
    type: 'boolean',
    variants: { on: true, off: false },
    offVariant: 'off',
    state: 'on',
    serve: { variant: 'on' },
    scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
    rules: [],
    rollout: { percentage: 0, bucketBy: 'user' },
    prerequisites: [],
    category: null,
    killed: false,
    ...parts,
  };
}

/** A rule that holds for everyone. */
export function aRule(parts: Partial<Rule> = {}): Rule {
  return { id: 'rule', when: [], segments: [], serve: { variant: 'on' }, ...parts };
}

export function aSegment(parts: Partial<SegmentDefinition> = {}): SegmentDefinition {
  return { match: 'all', when: [], included: [], excluded: [], ...parts };
}

/** An override that turns a flag on for the whole of loomi. */
export function anOverride(parts: Partial<OverrideDefinition> = {}): OverrideDefinition {
  return {
    flag: 'flag',
    tenant: 'loomi',
    user: null,
    variant: 'on',
    percentage: null,
    expiresAt: null,
    ...parts,
  };
}

/** A flag that is targeted by one condition. */
export function targetedBy(condition: Condition): FlagDefinition {
  return aFlag({ state: 'targeted', rules: [aRule({ when: [condition] })] });
}

/** A context of a user of loomi. */
export function aUser(targetingKey = 'u-1', attributes: { [name: string]: JsonValue } = {}) {
  return { targetingKey, tenant: { slug: 'loomi', plan: 'enterprise' }, attributes };
}

/** The same flag many times over, as `flag_0`, `flag_1`, …: an object for each. */
export function manyFlags(count: number, make: (index: number) => FlagDefinition) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`flag_${index}`, make(index)]),
  );
}
