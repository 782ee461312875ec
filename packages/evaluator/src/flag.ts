import type { JsonValue } from './json.ts';
import type { Place } from './place.ts';
import { offResolutions, type OffResolutions, type Variant } from './resolution.ts';
import { compileRollout, type CompiledRollout } from './rollout.ts';
import { compileRule, type CompiledRule } from './rule.ts';
import { FLAG_STATES, FLAG_TYPES, type FlagState, type FlagType } from './ruleset.ts';
import { compileScope, type CompiledScope } from './scope.ts';
import { compileServe, variantAt, type CompiledServe, type ServingLane } from './serve.ts';

/** A flag made ready. It names other flags and segments and never holds them: they change without it. */
export interface CompiledFlag {
  readonly key: string;
  readonly killed: boolean;
  readonly category: string | null;
  readonly prerequisites: readonly CompiledPrerequisite[];
  readonly state: FlagState;
  readonly scope: CompiledScope;
  readonly rules: readonly CompiledRule[];
  readonly rollout: CompiledRollout;
  readonly serve: CompiledServe;
  readonly variants: ReadonlyMap<string, Variant>;
  readonly off: OffResolutions;
}

export interface CompiledPrerequisite {
  readonly flag: string;
  readonly variants: ReadonlySet<string>;
}

/** The state decides the lane in which a flag's own `serve` is given. */
const SERVING = {
  off: { reason: 'STATIC', source: 'default' },
  on: { reason: 'STATIC', source: 'default' },
  targeted: { reason: 'TARGETING_MATCH', source: 'rule' },
  rollout: { reason: 'SPLIT', source: 'rollout' },
} as const satisfies Record<FlagState, Pick<ServingLane, 'reason' | 'source'>>;

export function compileFlag(place: Place, key: string): CompiledFlag {
  const type = place.at('type').oneOf(FLAG_TYPES);
  const variants = place
    .at('variants')
    .entries((variant, name): Variant => ({ name, value: valueAt(variant, type) }));
  const state = place.at('state').oneOf(FLAG_STATES);
  return {
    key,
    killed: place.at('killed').boolean(),
    category: place.at('category').nullable((category) => category.string()),
    prerequisites: place.at('prerequisites').list((prerequisite) => ({
      flag: prerequisite.at('flag').string(),
      variants: new Set(prerequisite.at('variants').strings()),
    })),
    state,
    scope: compileScope(place.at('scope')),
    rules: place.at('rules').list((rule) => compileRule(rule, key, variants)),
    rollout: compileRollout(place.at('rollout'), key),
    serve: compileServe(place.at('serve'), { flag: key, variants, ...SERVING[state] }),
    variants,
    off: offResolutions(variantAt(place.at('offVariant'), variants)),
  };
}

function valueAt(place: Place, type: FlagType): JsonValue {
  switch (type) {
    case 'boolean':
      return place.boolean();
    case 'string':
      return place.string();
    case 'number':
      return place.number();
    case 'json':
      return place.json();
  }
}
