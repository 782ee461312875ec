import { Injectable } from '@nestjs/common';
import { LIMITS, PLATFORM } from '@halyard/contracts';
import type { AuditPageResponse, HistoryQuery } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import { newId } from '../database/ids.ts';
import { seal } from './audit-entry.ts';
import type { AuditEntry, AuditFacts } from './audit-entry.ts';
import { hasHead } from './audit-head.ts';
import { AuditHeadsRepository } from './audit-heads.repository.ts';
import { AuditKeys } from './audit-keys.ts';
import { AuditRepository } from './audit.repository.ts';
import { toAuditResponse } from './audit.response.ts';

@Injectable()
export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly heads: AuditHeadsRepository,
    private readonly keys: AuditKeys,
  ) {}

  /** Appends to the stream of the tenant it belongs to, or to the platform's. Only within a transaction. */
  async append(facts: AuditFacts, stream = PLATFORM): Promise<AuditEntry> {
    const entry = seal(facts, newId('auditEntry'), stream, await this.entries.last(stream));
    await this.entries.insert(entry);
    // In the same transaction: a head is there exactly when the entry that it speaks of is.
    if (hasHead(entry.seq)) {
      await this.heads.insertIfAbsent(this.keys.sign(entry, new Date()));
    }
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

  /** What changed a flag's configuration in an environment after the version given, newest first. */
  async since(flag: string, environment: string, version: number): Promise<AuditEntry[]> {
    const entries = await this.entries.ofFlag(flag, { environment, limit: LIMITS.pageSize });
    return entries.filter(
      (entry) => versionOf(configIn(entry, entry.after, environment)) > version,
    );
  }

  /** A flag's configuration in an environment as it was at a version; null where none is known. */
  async configAt(flag: string, environment: string, version: number): Promise<JsonValue | null> {
    for await (const entry of this.entries.configuring(flag, environment)) {
      const states = [entry.after, entry.before].map((state) =>
        configIn(entry, state, environment),
      );
      const found = states.find((config) => versionOf(config) === version);
      if (found !== undefined) return found;
      // Before it was made the key may have been that of another flag, purged since.
      if (entry.action === 'flag.create') return null;
    }
    return null;
  }
}

/** The flag's configuration in an environment that an entry holds, if it holds one. */
function configIn(entry: AuditEntry, state: JsonValue, environment: string): JsonValue {
  if (entry.action === 'flag.create') return memberOf(memberOf(state, 'environments'), environment);
  const isOfFlag = entry.action.startsWith('flag.') && entry.environment === environment;
  return isOfFlag ? state : null;
}

function versionOf(config: JsonValue): number {
  const version = memberOf(config, 'version');
  return typeof version === 'number' ? version : 0;
}

function memberOf(value: JsonValue, name: string): JsonValue {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (Reflect.get(value, name) as JsonValue) : null;
}
