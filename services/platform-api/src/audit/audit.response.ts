import type { AuditEntryResponse } from '@halyard/contracts';
import type { AuditEntry } from './audit-entry.ts';
import { differencesOf } from './differences.ts';

export function toAuditResponse(entry: AuditEntry): AuditEntryResponse {
  return { ...entry, differences: differencesOf(entry.before, entry.after) };
}
