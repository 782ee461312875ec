import { Injectable } from '@nestjs/common';
import type { SegmentChange, SegmentResponse } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import { NO_POLICY } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { toSegmentResponse } from './segment.response.ts';
import { applySegmentChange, changedMembers, createSegment } from './segment.ts';
import type { Segment } from './segment.ts';
import { withSegment } from './segment-ruleset.ts';
import { SegmentsRepository } from './segments.repository.ts';

/** The write side of segments. */
@Injectable()
export class SegmentsWriter implements Writer<SegmentChange, SegmentResponse | null> {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly flags: FlagsService,
    private readonly environments: EnvironmentsService,
  ) {}

  async plan(change: SegmentChange, { at }: Stamp): Promise<Plan<SegmentResponse | null>> {
    const { key } = change;
    const before = await this.segments.byKey(key);
    const usedBy = await this.flags.usingSegment(key);
    const after = this.changed(before, change, usedBy, at);
    return {
      before: before && part(before, after),
      after: after && part(after, before),
      about: { source: 'segment', environment: null, tenant: null, flag: null },
      environments: await this.environments.keys(),
      base: { [`segment:${key}`]: before?.version ?? 0 },
      isSafe: false,
      policy: NO_POLICY,
      flags: usedBy,
      next: (ruleset) => withSegment(ruleset, key, after),
      locate: (_, pointer) => pointer.replace(/^\/segments\/[^/]+/, ''),
      save: () => this.save(before, after),
      response: after && toSegmentResponse(after, usedBy),
    };
  }

  private changed(
    before: Segment | null,
    change: SegmentChange,
    usedBy: readonly string[],
    at: Date,
  ): Segment | null {
    const { key } = change;
    if (change.action === 'segment.create') {
      if (before !== null) throw taken(key);
      return createSegment(change, newId('segment'), at);
    }
    if (before === null) throw new DomainError('not_found', { detail: `No segment "${key}"` });
    refuseStale(change.version, before.version, () => ({
      current: toSegmentResponse(before, usedBy),
    }));
    if (change.action !== 'segment.remove') return applySegmentChange(before, change, at);
    if (usedBy.length === 0) return null;
    throw new DomainError('in_use', {
      detail: `Used by the rules of ${usedBy.join(', ')}. Take it out of them first`,
      flags: usedBy,
    });
  }

  private async save(before: Segment | null, after: Segment | null): Promise<void> {
    if (before === null && after !== null) {
      if (!(await this.segments.insertIfAbsent(after))) throw taken(after.key);
    } else if (before !== null) {
      const saved =
        after === null
          ? await this.segments.remove(before)
          : await this.segments.replace(after, before.version);
      if (!saved) throw new DomainError('version_conflict');
    }
  }
}

/**
 * A segment as its audit entries have it: the sizes of its lists, and what this change put in that the
 * other side does not have. The lists themselves may be 100,000 long.
 */
function part(segment: Segment, other: Segment | null): JsonValue {
  const { included, excluded } = segment;
  return {
    ...(toJson(toSegmentResponse(segment, [])) as object),
    onlyHere: {
      included: changedMembers(other?.included ?? [], included).added,
      excluded: changedMembers(other?.excluded ?? [], excluded).added,
    },
  };
}

function taken(key: string): DomainError {
  return new DomainError('already_exists', { detail: `There is a segment "${key}" already` });
}
