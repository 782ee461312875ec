import type { ExportAuditQuery } from '@halyard/contracts';
import type { QueryFilter } from 'mongoose';
import type { TenantScope } from '../access/tenant-scope.ts';
import { containing } from '../database/containing.ts';
import type { AuditEntryRecord } from './audit-entry.schema.ts';
import { streamsIn } from './audit-scope.ts';

type Filter = QueryFilter<AuditEntryRecord>;

/** What is looked through for text. */
const TEXT = ['action', 'actor', 'actorName', 'flag', 'rationale'] as const;

/** A query's entries, within a scope. */
export function filterOf(scope: TenantScope, query: ExportAuditQuery): Filter {
  const { from, to, q, ...equal } = query;
  const ts = { ...(from && { $gte: utc(from) }), ...(to && { $lt: utc(to) }) };
  const text = q && containing(q);
  return {
    $and: [
      equal,
      Object.keys(ts).length > 0 ? { ts } : {},
      text ? { $or: TEXT.map((field) => ({ [field]: text })) } : {},
      streamsIn(scope),
    ],
  };
}

/** What comes after a position, newest first. */
export function olderThan(position: readonly [string, string] | null): Filter {
  if (position === null) return {};
  const [ts, _id] = position;
  return { $or: [{ ts: { $lt: ts } }, { ts, _id: { $lt: _id } }] };
}

/** As entries have their moments, so that text compares as time does. */
function utc(instant: string): string {
  return new Date(instant).toISOString();
}
