import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { JsonValue } from '@halyard/evaluator';
import type { ChangeStream, ChangeStreamInsertDocument, ResumeToken } from 'mongodb';
import type { Model } from 'mongoose';
import { AuditEntryRecord } from './audit-entry.schema.ts';
import type { AuditEntry } from './audit-entry.ts';

export type AuditStream = ChangeStream<
  AuditEntryRecord,
  ChangeStreamInsertDocument<AuditEntryRecord>
>;

@Injectable()
export class AuditRepository {
  constructor(
    @InjectModel(AuditEntryRecord.name) private readonly model: Model<AuditEntryRecord>,
  ) {}

  async insert(entry: AuditEntry): Promise<void> {
    const { id, before, after, ...rest } = entry;
    await this.model.insertMany([
      { ...rest, _id: id, before: JSON.stringify(before), after: JSON.stringify(after) },
    ]);
  }

  last(stream: string): Promise<Pick<AuditEntry, 'seq' | 'hash'> | null> {
    return this.model.findOne({ stream }, { seq: 1, hash: 1 }).sort({ seq: -1 }).lean().exec();
  }

  /** A flag's entries, newest first, older than the id given. */
  async ofFlag(
    flag: string,
    filter: { environment?: string; olderThan?: string; limit: number },
  ): Promise<AuditEntry[]> {
    const records = await this.model
      .find({
        flag,
        ...(filter.environment && { environment: { $in: [filter.environment, null] } }),
        ...(filter.olderThan && { _id: { $lt: filter.olderThan } }),
      })
      .sort({ _id: -1 })
      .limit(filter.limit)
      .lean();
    return records.map(toEntry);
  }

  /** A stream's entries in order. */
  async *inOrder(stream: string): AsyncGenerator<AuditEntry> {
    for await (const record of this.model.find({ stream }).sort({ seq: 1 }).lean().cursor()) {
      yield toEntry(record as AuditEntryRecord);
    }
  }

  /** Follows what is inserted from now on, or from a resume token. */
  watch(resumeAfter?: ResumeToken): AuditStream {
    return this.model.collection.watch([{ $match: { operationType: 'insert' } }], {
      ...(resumeAfter !== undefined && { resumeAfter }),
      maxAwaitTimeMS: 1_000,
    }) as unknown as AuditStream;
  }
}

export function toEntry(record: AuditEntryRecord): AuditEntry {
  const { _id, before, after, ...rest } = record;
  return {
    ...rest,
    id: _id,
    before: JSON.parse(before) as JsonValue,
    after: JSON.parse(after) as JsonValue,
  };
}
