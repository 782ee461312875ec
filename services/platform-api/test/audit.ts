import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { toEntry } from '../src/audit/audit.repository.ts';
import type { AuditEntryRecord } from '../src/audit/audit-entry.schema.ts';
import type { AuditEntry } from '../src/audit/audit-entry.ts';
import type { TestApi } from './api.ts';

/** The platform's stream as the database has it, in order. */
export async function chainOf({ app }: TestApi): Promise<AuditEntry[]> {
  const connection = app.get<Connection>(getConnectionToken());
  const entries = connection.collection<AuditEntryRecord>('audit_entries');
  const records = await entries.find({ stream: 'platform' }).sort({ seq: 1 }).toArray();
  return records.map(toEntry);
}
