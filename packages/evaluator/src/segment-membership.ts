import type { EvaluationContext } from './context.ts';
import type { Issue } from './issue.ts';
import { Place } from './place.ts';
import type { SegmentDefinition } from './ruleset.ts';
import { compileSegment, membership, type Membership } from './segment.ts';
import { Subject } from './subject.ts';

/** Whether a context is in a segment, and why: the same answer that rules get which name it. */
export function membershipIn(
  definition: SegmentDefinition,
  context: EvaluationContext,
  now: number,
): Membership {
  const issues: Issue[] = [];
  const segment = compileSegment(new Place(definition, issues));
  return membership(issues.length === 0 ? segment : undefined, new Subject(context, now));
}
