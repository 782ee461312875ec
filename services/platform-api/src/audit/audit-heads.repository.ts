import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MongoServerError } from 'mongodb';
import type { Model } from 'mongoose';
import { newId } from '../database/ids.ts';
import { reading } from './audit-cursor.ts';
import { AuditHeadRecord } from './audit-head.schema.ts';
import type { AuditHead } from './audit-head.ts';

const DUPLICATE_KEY = 11_000;

@Injectable()
export class AuditHeadsRepository {
  constructor(@InjectModel(AuditHeadRecord.name) private readonly model: Model<AuditHeadRecord>) {}

  /**
   * Keeps a head, unless there is one in its place. It looks first: the database's user may insert and
   * not update, and a duplicate would end the transaction that it is in. Only someone who cut the
   * chain makes a place come twice, and that must not stop the writes: `verify` tells.
   */
  async insertIfAbsent(head: AuditHead): Promise<void> {
    const { stream, seq } = head;
    if ((await this.model.exists({ stream, seq })) !== null) return;
    await this.model.insertMany([{ _id: newId('auditHead'), ...head }]).catch((error: unknown) => {
      const isThere = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
      if (!isThere) throw error;
    });
  }

  /** The one furthest along. Majority, as everything that is verified: a failover takes nothing of it back. */
  async newest(stream: string): Promise<AuditHead | null> {
    const query = this.model.findOne({ stream }).sort({ seq: -1 });
    const record = await query.readConcern('majority').lean<AuditHeadRecord>();
    return record && toHead(record);
  }

  /** The newest of each of some streams. */
  async newestOf(streams: readonly string[]): Promise<ReadonlyMap<string, AuditHead>> {
    const found = await this.model
      .aggregate<{ readonly newest: AuditHeadRecord }>([
        { $match: { stream: { $in: [...streams] } } },
        { $sort: { stream: 1, seq: 1 } },
        { $group: { _id: '$stream', newest: { $last: '$$ROOT' } } },
      ])
      .exec();
    return new Map(found.map(({ newest }) => [newest.stream, toHead(newest)]));
  }

  /** A stream's heads in order, up to a place. */
  upTo(stream: string, seq: number): AsyncGenerator<AuditHead> {
    const query = this.model.find({ stream, seq: { $lte: seq } }).sort({ seq: 1 });
    return reading(query.readConcern('majority').lean<AuditHeadRecord>(), toHead);
  }
}

function toHead({ _id: _, ...head }: AuditHeadRecord): AuditHead {
  return head;
}
