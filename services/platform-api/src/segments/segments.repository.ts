import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { containing } from '../database/containing.ts';
import { SegmentRecord } from './segment.schema.ts';
import type { Segment } from './segment.ts';

/** A segment with the sizes of its lists in their place. */
export type SegmentSummary = Omit<Segment, 'included' | 'excluded'> & {
  readonly included: number;
  readonly excluded: number;
};

@Injectable()
export class SegmentsRepository {
  constructor(@InjectModel(SegmentRecord.name) private readonly model: Model<SegmentRecord>) {}

  all(): Promise<Segment[]> {
    return this.model.find().lean().exec();
  }

  byKey(key: string): Promise<Segment | null> {
    return this.model.findOne({ key }).lean().exec();
  }

  /** In key order, after the one given; the lists stay in the database. */
  list(q: string | undefined, after: string | undefined, limit: number): Promise<SegmentSummary[]> {
    return this.model.aggregate<SegmentSummary>([
      {
        $match: {
          ...(q && { $or: [{ key: containing(q) }, { name: containing(q) }] }),
          ...(after && { key: { $gt: after } }),
        },
      },
      { $sort: { key: 1 } },
      { $limit: limit },
      { $set: { included: { $size: '$included' }, excluded: { $size: '$excluded' } } },
    ]);
  }

  /** Inserts it where its key is free; says whether it was. */
  async insertIfAbsent(segment: Segment): Promise<boolean> {
    const { upsertedCount } = await this.model.updateOne(
      { key: segment.key },
      { $setOnInsert: segment },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** Replaces it where it still has the version that was read; says whether it had. */
  async replace(segment: Segment, readVersion: number): Promise<boolean> {
    const { _id, ...rest } = segment;
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: rest },
    );
    return matchedCount === 1;
  }

  async remove({ _id, version }: Segment): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id, version });
    return deletedCount === 1;
  }
}
