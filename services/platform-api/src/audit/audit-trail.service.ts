import { Injectable } from '@nestjs/common';
import type {
  AuditEntryResponse,
  AuditPageResponse,
  ExportAuditQuery,
  ListAuditQuery,
  Page,
  PageQuery,
} from '@halyard/contracts';
import canonicalize from 'canonicalize';
import type { TenantScope } from '../access/tenant-scope.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import type { AuditEntry } from './audit-entry.ts';
import { refuseOutside } from './audit-scope.ts';
import { AuditRepository } from './audit.repository.ts';
import { toAuditResponse } from './audit.response.ts';

/** Reads the trail, as far as the reader may. */
@Injectable()
export class AuditTrailService {
  constructor(private readonly entries: AuditRepository) {}

  async list(scope: TenantScope, query: ListAuditQuery): Promise<AuditPageResponse> {
    const { cursor, limit = 50, ...filter } = query;
    if (filter.stream !== undefined) refuseOutside(scope, filter.stream);
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await this.entries.list(scope, filter, after, limit + 1);
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.ts, last.id]);
    return { items: items.map(toAuditResponse), nextCursor };
  }

  /** @throws DomainError `not_found` where there is none, or none for this reader. */
  async at(scope: TenantScope, stream: string, seq: number): Promise<AuditEntryResponse> {
    refuseOutside(scope, stream);
    const entry = Number.isSafeInteger(seq) ? await this.entries.at(stream, seq) : null;
    if (entry === null) {
      throw new DomainError('not_found', { detail: `"${stream}" has no entry ${seq}` });
    }
    return toAuditResponse(entry);
  }

  /** What happened to a segment, newest first. */
  async ofSegment(key: string, { cursor, limit = 50 }: PageQuery): Promise<Page<AuditEntry>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await this.entries.ofSegment(key, after, limit + 1);
    return pageOf(found, limit, (last) => [last.ts, last.id]);
  }

  /**
   * A line for each entry, stream by stream and oldest first: exactly what was sealed, with its hash.
   * SHA-256 of a line's canonical JSON without `hash` is its `hash`, for whoever verifies without us.
   */
  export(scope: TenantScope, filter: ExportAuditQuery): AsyncGenerator<string> {
    if (filter.stream !== undefined) refuseOutside(scope, filter.stream);
    return this.lines(scope, filter);
  }

  private async *lines(scope: TenantScope, filter: ExportAuditQuery): AsyncGenerator<string> {
    for await (const entry of this.entries.matching(scope, filter)) {
      yield `${canonicalize(entry) ?? ''}\n`;
    }
  }
}
