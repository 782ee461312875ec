import type { Ruleset } from '@halyard/evaluator';
import { toDefinition } from './segment.ts';
import type { Segment } from './segment.ts';

/** The ruleset with the segment as it is; null takes it out. */
export function withSegment(ruleset: Ruleset, key: string, segment: Segment | null): Ruleset {
  const { [key]: _, ...others } = ruleset.segments;
  if (segment === null) return { ...ruleset, segments: others };
  return { ...ruleset, segments: { ...ruleset.segments, [key]: toDefinition(segment) } };
}
