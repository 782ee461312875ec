import { Injectable } from '@nestjs/common';
import { LIMITS, PLATFORM } from '@halyard/contracts';
import type { AuditPageResponse, HistoryQuery } from '@halyard/contracts';
import { newId } from '../database/ids.ts';
import { seal } from './audit-entry.ts';
import type { AuditEntry, AuditFacts } from './audit-entry.ts';
import { AuditRepository } from './audit.repository.ts';
import { toAuditResponse } from './audit.response.ts';

@Injectable()
export class AuditService {
  constructor(private readonly entries: AuditRepository) {}

  /** Appends to the stream of the tenant it belongs to, or to the platform's. Only within a transaction. */
  async append(facts: AuditFacts, stream = PLATFORM): Promise<AuditEntry> {
    const entry = seal(facts, newId('auditEntry'), stream, await this.entries.last(stream));
    await this.entries.insert(entry);
    return entry;
  }

  /** What happened to a flag, newest first. */
  async history(flag: string, query: HistoryQuery): Promise<AuditPageResponse> {
    const limit = query.limit ?? LIMITS.pageSize;
    const entries = await this.entries.ofFlag(flag, {
      environment: query.environment,
      olderThan: query.cursor,
      limit: limit + 1,
    });
    const items = entries.slice(0, limit);
    return {
      items: items.map(toAuditResponse),
      nextCursor: entries.length > limit ? (items.at(-1)?.id ?? null) : null,
    };
  }

  /** What changed a flag's configuration after the version given, newest first. */
  async since(flag: string, environment: string, version: number): Promise<AuditEntry[]> {
    const entries = await this.entries.ofFlag(flag, { environment, limit: LIMITS.pageSize });
    return entries.filter(({ after }) => versionOf(after) > version);
  }
}

function versionOf(state: unknown): number {
  const version: unknown =
    typeof state === 'object' && state !== null ? Reflect.get(state, 'version') : undefined;
  return typeof version === 'number' ? version : 0;
}
