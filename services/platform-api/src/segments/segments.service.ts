import { Injectable } from '@nestjs/common';
import { SEGMENT_LISTS } from '@halyard/contracts';
import type {
  AuditPageResponse,
  CheckSegmentDto,
  ListSegmentsQuery,
  PageQuery,
  SegmentList,
  SegmentMembershipResponse,
  SegmentPageResponse,
  SegmentResponse,
} from '@halyard/contracts';
import { membershipIn } from '@halyard/evaluator';
import type { EvaluationContext } from '@halyard/evaluator';
import { AuditTrailService } from '../audit/audit-trail.service.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { attributesOf, noTenant } from '../tenants/tenant.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { toSegmentEvent, toSegmentResponse } from './segment.response.ts';
import { toDefinition } from './segment.ts';
import type { Segment } from './segment.ts';
import { SegmentsRepository } from './segments.repository.ts';

@Injectable()
export class SegmentsService {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly flags: FlagsService,
    private readonly tenants: TenantsService,
    private readonly trail: AuditTrailService,
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
    return toSegmentResponse(await this.existing(key), await this.flags.usingSegment(key));
  }

  /** What happened to it, while it was there too. */
  async history(key: string, query: PageQuery): Promise<AuditPageResponse> {
    const { items, nextCursor } = await this.trail.ofSegment(key, query);
    return { items: items.map(toSegmentEvent), nextCursor };
  }

  /** A whole list, one targeting key a line. */
  async file(key: string, list: SegmentList): Promise<string> {
    if (!SEGMENT_LISTS.includes(list)) {
      throw new DomainError('not_found', { detail: `A segment has no list "${list}"` });
    }
    const { [list]: members } = await this.existing(key);
    return members.map((member) => `${member}\n`).join('');
  }

  /** Whether somebody is in it, and why, as rules that name it would have it. */
  async check(key: string, body: CheckSegmentDto): Promise<SegmentMembershipResponse> {
    const [segment, context] = await Promise.all([this.existing(key), this.contextOf(body)]);
    const why = membershipIn(toDefinition(segment), context, Date.now());
    if (why === 'unknown') throw new Error(`The segment "${key}" does not compile`);
    return { member: why === 'included' || why === 'matched', why };
  }

  private async contextOf({
    tenantSlug,
    context = {},
  }: CheckSegmentDto): Promise<EvaluationContext> {
    const { targetingKey, ...attributes } = context;
    const who = { ...(typeof targetingKey === 'string' && { targetingKey }), attributes };
    if (tenantSlug === undefined) return who;
    const [tenant] = await this.tenants.active([tenantSlug]);
    if (tenant === undefined) throw noTenant(tenantSlug);
    return { ...who, tenant, attributes: { ...attributes, ...attributesOf(tenant) } };
  }

  /** @throws DomainError `not_found` for one that there is not. */
  private async existing(key: string): Promise<Segment> {
    const segment = await this.segments.byKey(key);
    if (segment === null) throw new DomainError('not_found', { detail: `No segment "${key}"` });
    return segment;
  }

  /** For the ruleset: all of them, with their lists. */
  all(): Promise<Segment[]> {
    return this.segments.all();
  }

  find(key: string): Promise<Segment | null> {
    return this.segments.byKey(key);
  }
}
