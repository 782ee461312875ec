import { getConnectionToken } from '@nestjs/mongoose';
import { PLATFORM } from '@halyard/contracts';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { toEntry } from '../src/audit/audit.repository.ts';
import type { AuditEntryRecord } from '../src/audit/audit-entry.schema.ts';
import type { AuditEntry, AuditFacts } from '../src/audit/audit-entry.ts';
import type { AuditHeadRecord } from '../src/audit/audit-head.schema.ts';
import { AuditService } from '../src/audit/audit.service.ts';
import { UnitOfWork } from '../src/database/unit-of-work.ts';
import type { TestApi } from './api.ts';

/** The trail as whoever has the database has it. */
export function trailOf({ app }: TestApi) {
  const connection = app.get<Connection>(getConnectionToken());
  return {
    entries: connection.collection<AuditEntryRecord>('audit_entries'),
    heads: connection.collection<AuditHeadRecord>('audit_heads'),
  };
}

/** A stream as the database has it, in order. */
export async function chainOf(api: TestApi, stream: string = PLATFORM): Promise<AuditEntry[]> {
  const records = await trailOf(api).entries.find({ stream }).sort({ seq: 1 }).toArray();
  return records.map(toEntry);
}

/** What a change says of itself, with what the test cares for. */
export function someFacts(about: Partial<AuditFacts> = {}): AuditFacts {
  return {
    action: 'member.set',
    actor: 'shahin',
    actorName: 'Shahin Moradi',
    environment: null,
    tenant: null,
    flag: null,
    source: 'member',
    before: null,
    after: null,
    rationale: null,
    approvalRef: null,
    breakGlass: false,
    requestId: randomUUID(),
    ts: new Date().toISOString(),
    versions: {},
    touches: [],
    ...about,
  };
}

const AT_ONCE = 50;

/** Appends entries as changes do, without a change. */
export async function append(
  { app }: TestApi,
  stream: string,
  all: readonly AuditFacts[],
): Promise<void> {
  const audit = app.get(AuditService, { strict: false });
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await unitOfWork.run(async () => {
      for (const facts of all.slice(at, at + AT_ONCE)) await audit.append(facts, stream);
    });
  }
}
