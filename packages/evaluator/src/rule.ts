import { compileCondition, conditionHolds, type CompiledCondition } from './condition.ts';
import type { Place } from './place.ts';
import type { Variant } from './resolution.ts';
import { compileRollout, type CompiledRollout } from './rollout.ts';
import { isMember, type CompiledSegment } from './segment.ts';
import { compileServe, type CompiledServe } from './serve.ts';
import type { Subject } from './subject.ts';

export interface CompiledRule {
  readonly id: string;
  readonly when: readonly CompiledCondition[];
  readonly segments: readonly string[];
  readonly rollout: CompiledRollout | null;
  readonly serve: CompiledServe;
}

export function compileRule(
  place: Place,
  flag: string,
  variants: ReadonlyMap<string, Variant>,
): CompiledRule {
  const id = place.at('id').name();
  const rollout = place.at('rollout');
  return {
    id,
    when: place.at('when').list(compileCondition),
    segments: place.at('segments').strings(),
    rollout: rollout.value === undefined ? null : compileRollout(rollout, flag),
    serve: compileServe(place.at('serve'), {
      flag,
      variants,
      reason: 'TARGETING_MATCH',
      source: 'rule',
      ruleId: id,
    }),
  };
}

/** The first condition, or key of a segment, that does not hold; undefined where all do. */
export function firstMiss(
  rule: CompiledRule,
  subject: Subject,
  segments: ReadonlyMap<string, CompiledSegment>,
): CompiledCondition | string | undefined {
  for (const condition of rule.when) if (!conditionHolds(condition, subject)) return condition;
  for (const key of rule.segments) if (!isMember(segments.get(key), subject)) return key;
  return undefined;
}
