import type { FlagDefinition, Ruleset } from '@halyard/evaluator';
import { configIn, valuesOf } from './flag.ts';
import type { Flag } from './flag.ts';

/** What the engine has to know of a flag in an environment. */
export function toDefinition(flag: Flag, environment: string): FlagDefinition {
  const { state, serve, scope, rules, rollout, killed } = configIn(flag, environment);
  return {
    type: flag.type,
    variants: valuesOf(flag),
    offVariant: flag.offVariant,
    state,
    serve,
    scope,
    rules,
    rollout,
    prerequisites: flag.prerequisites,
    category: null,
    killed: killed !== null,
  };
}

/** The ruleset with the flag as it is; an archived flag is in no ruleset. */
export function withFlag(ruleset: Ruleset, flag: Flag): Ruleset {
  const { [flag.key]: _, ...others } = ruleset.flags;
  if (flag.archivedAt !== null) return { ...ruleset, flags: others };
  return {
    ...ruleset,
    flags: { ...ruleset.flags, [flag.key]: toDefinition(flag, ruleset.environment) },
  };
}
