import { compileCondition, conditionHolds, type CompiledCondition } from './condition.ts';
import { digester, type Digester } from './digest.ts';
import type { Place } from './place.ts';
import { SEGMENT_MATCHES, type SegmentMatch } from './ruleset.ts';
import type { Subject } from './subject.ts';

export interface CompiledSegment {
  readonly match: SegmentMatch;
  readonly when: readonly CompiledCondition[];
  readonly included: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
  /** Of targeting keys, where the lists hold digests. */
  readonly digest: Digester | undefined;
}

/** Why a segment holds or does not. */
export type Membership = 'included' | 'matched' | 'excluded' | 'unmatched' | 'unknown';

export function compileSegment(place: Place): CompiledSegment {
  return {
    match: place.at('match').oneOf(SEGMENT_MATCHES),
    when: place.at('when').list(compileCondition),
    included: new Set(place.at('included').strings()),
    excluded: new Set(place.at('excluded').strings()),
    digest: digester(place.at('salt')),
  };
}

export function membership(segment: CompiledSegment | undefined, subject: Subject): Membership {
  if (segment === undefined) return 'unknown';
  const { targetingKey } = subject;
  if (targetingKey !== undefined) {
    const name = segment.digest === undefined ? targetingKey : segment.digest(targetingKey);
    if (segment.excluded.has(name)) return 'excluded';
    if (segment.included.has(name)) return 'included';
  }
  return conditionsHold(segment, subject) ? 'matched' : 'unmatched';
}

export function isMember(segment: CompiledSegment | undefined, subject: Subject): boolean {
  const is = membership(segment, subject);
  return is === 'included' || is === 'matched';
}

function conditionsHold({ match, when }: CompiledSegment, subject: Subject): boolean {
  if (when.length === 0) return false;
  const settles = match === 'any'; // the first answer like this one is the whole answer
  for (const condition of when) {
    if (conditionHolds(condition, subject) === settles) return settles;
  }
  return !settles;
}
