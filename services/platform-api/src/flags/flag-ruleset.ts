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
    category: flag.category,
    killed: killed !== null,
  };
}

/** The ruleset with the flag as it is; an archived flag is in no ruleset. */
export function withFlag(ruleset: Ruleset, flag: Flag): Ruleset {
  if (flag.archivedAt !== null) return withoutFlag(ruleset, flag.key);
  return {
    ...ruleset,
    flags: { ...ruleset.flags, [flag.key]: toDefinition(flag, ruleset.environment) },
  };
}

export function withoutFlag(ruleset: Ruleset, key: string): Ruleset {
  if (ruleset.flags[key] === undefined) return ruleset;
  const { [key]: _, ...others } = ruleset.flags;
  return { ...ruleset, flags: others };
}
