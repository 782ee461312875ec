import type { SegmentResponse } from '@halyard/contracts';
import type { Segment } from './segment.ts';
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
