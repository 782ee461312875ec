import { Injectable } from '@nestjs/common';
import type { ListSegmentsQuery, SegmentPageResponse, SegmentResponse } from '@halyard/contracts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { toSegmentResponse } from './segment.response.ts';
import type { Segment } from './segment.ts';
import { SegmentsRepository } from './segments.repository.ts';

@Injectable()
export class SegmentsService {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly flags: FlagsService,
  ) {}

  async list({ q, cursor, limit = 50 }: ListSegmentsQuery): Promise<SegmentPageResponse> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor)[0];
    const found = await this.segments.list(q, after, limit + 1);
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.key, last._id]);
    const responses = items.map(async (one) =>
      toSegmentResponse(one, await this.flags.usingSegment(one.key)),
    );
    return { items: await Promise.all(responses), nextCursor };
  }

  async get(key: string): Promise<SegmentResponse> {
    const segment = await this.segments.byKey(key);
    if (segment === null) throw new DomainError('not_found', { detail: `No segment "${key}"` });
    return toSegmentResponse(segment, await this.flags.usingSegment(key));
  }

  /** For the ruleset: all of them, with their lists. */
  all(): Promise<Segment[]> {
    return this.segments.all();
  }

  find(key: string): Promise<Segment | null> {
    return this.segments.byKey(key);
  }
}
