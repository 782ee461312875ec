/** Builders: each makes the plainest thing of its kind, with what the test is about put over it. */
import type { FlagDefinition, Ruleset } from '@halyard/evaluator';

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
