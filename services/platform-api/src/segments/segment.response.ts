import type { AuditEntryResponse, SegmentResponse } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { toAuditResponse } from '../audit/audit.response.ts';
import { cutShort } from './segment.ts';
import type { Segment, SegmentSnapshot } from './segment.ts';
import type { SegmentSummary } from './segments.repository.ts';

export function toSegmentResponse(
  segment: Segment | SegmentSummary,
  usedBy: readonly string[],
): SegmentResponse {
  const { _id, included, excluded, createdAt, updatedAt, when, ...rest } = segment;
  return {
    ...rest,
    when: when as SegmentResponse['when'],
    included: typeof included === 'number' ? included : included.length,
    excluded: typeof excluded === 'number' ? excluded : excluded.length,
    usedBy,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** An entry about a segment: what changed of its lists may be 100,000 long, and is told in its first lines. */
export function toSegmentEvent(entry: AuditEntry): AuditEntryResponse {
  const { before, after } = entry;
  return toAuditResponse({ ...entry, before: shortened(before), after: shortened(after) });
}

function shortened(state: JsonValue): JsonValue {
  return state && cutShort(state as unknown as SegmentSnapshot);
}
