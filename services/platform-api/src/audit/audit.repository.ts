import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ExportAuditQuery } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import type { ChangeStream, ChangeStreamInsertDocument, ResumeToken } from 'mongodb';
import type { Model } from 'mongoose';
import type { TenantScope } from '../access/tenant-scope.ts';
import { containing } from '../database/containing.ts';
import { reading } from './audit-cursor.ts';
import { filterOf, olderThan } from './audit-filter.ts';
import { AuditEntryRecord } from './audit-entry.schema.ts';
import type { AuditEntry } from './audit-entry.ts';
import { streamsIn } from './audit-scope.ts';

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

  /** What may have configured a flag in an environment, newest first. */
  configuring(flag: string, environment: string): AsyncGenerator<AuditEntry> {
    const query = this.model.find({ flag, environment: { $in: [environment, null] } });
    return reading(query.sort({ _id: -1 }).lean<AuditEntryRecord>(), toEntry);
  }

  /** A page, newest first, after a position. */
  async list(
    scope: TenantScope,
    query: ExportAuditQuery,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<AuditEntry[]> {
    const records = await this.model
      .find({ $and: [filterOf(scope, query), olderThan(after)] })
      .sort({ ts: -1, _id: -1 })
      .limit(limit)
      .lean();
    return records.map(toEntry);
  }

  /** A segment's entries, newest first, after a position. Its key is in what they say of it. */
  async ofSegment(
    key: string,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<AuditEntry[]> {
    // Quotes within JSON text are escaped: no name or value of another segment reads like this.
    const says = containing(`"key":${JSON.stringify(key)}`);
    const records = await this.model
      .find({
        $and: [{ source: 'segment', $or: [{ before: says }, { after: says }] }, olderThan(after)],
      })
      .sort({ ts: -1, _id: -1 })
      .limit(limit)
      .lean();
    return records.map(toEntry);
  }

  /** All that a query asks for, stream by stream, each in order. */
  matching(scope: TenantScope, query: ExportAuditQuery): AsyncGenerator<AuditEntry> {
    const found = this.model.find(filterOf(scope, query)).sort({ stream: 1, seq: 1 });
    return reading(found.lean<AuditEntryRecord>(), toEntry);
  }

  /** A stream's entries in order, those alone that no failover takes back. */
  inOrder(stream: string): AsyncGenerator<AuditEntry> {
    const query = this.model.find({ stream }).sort({ seq: 1 }).readConcern('majority');
    return reading(query.lean<AuditEntryRecord>(), toEntry);
  }

  /** The last entry of each stream, by the streams' names, after one of them. */
  ends(
    scope: TenantScope,
    after: string,
    limit: number,
  ): Promise<Pick<AuditEntry, 'stream' | 'seq' | 'ts'>[]> {
    return this.model
      .aggregate<Pick<AuditEntry, 'stream' | 'seq' | 'ts'>>([
        { $match: { $and: [streamsIn(scope), { stream: { $gt: after } }] } },
        { $sort: { stream: 1, seq: 1 } },
        { $group: { _id: '$stream', seq: { $last: '$seq' }, ts: { $last: '$ts' } } },
        { $sort: { _id: 1 } },
        { $limit: limit },
        { $project: { _id: 0, stream: '$_id', seq: 1, ts: 1 } },
      ])
      .exec();
  }

  /** The entry at a place of a stream. */
  async at(stream: string, seq: number): Promise<AuditEntry | null> {
    const record = await this.model.findOne({ stream, seq }).lean();
    return record && toEntry(record);
  }

  count(stream: string): Promise<number> {
    return this.model.countDocuments({ stream }).exec();
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
  const entry = { ...rest, id: _id };
  if (!isOurs(record)) return { ...entry, before, after, foreign: true } as AuditEntry;
  return {
    ...entry,
    before: JSON.parse(before) as JsonValue,
    after: JSON.parse(after) as JsonValue,
  };
}

/**
 * Whether we can have written it: plain values, and JSON text. What someone else did to it has to show,
 * and must not keep the rest of the trail from being read.
 */
function isOurs({ before, after, ...rest }: AuditEntryRecord): boolean {
  try {
    JSON.parse(before);
    JSON.parse(after);
  } catch {
    return false;
  }
  // A BSON date has the canonical JSON of its text, and is not found as that text.
  return Object.values(rest).every(
    (value: unknown) =>
      !(value instanceof Object) ||
      value.constructor === Object ||
      (Array.isArray(value) && value.every((item) => typeof item === 'string')),
  );
}
