import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { IdempotencyKeyRecord } from './idempotency-key.schema.ts';
import type { KeyedRequest } from './keyed-request.ts';

@Injectable()
export class IdempotencyKeysRepository {
  constructor(
    @InjectModel(IdempotencyKeyRecord.name) private readonly model: Model<IdempotencyKeyRecord>,
  ) {}

  /** Takes the key, or answers who has it. One operation: of two at the same instant, one takes it. */
  take({ id, ...request }: KeyedRequest, startedAt: Date): Promise<IdempotencyKeyRecord | null> {
    return this.model
      .findOneAndUpdate(
        { _id: id },
        { $setOnInsert: { ...request, startedAt, answer: null } },
        { upsert: true, returnDocument: 'before' },
      )
      .lean()
      .exec();
  }

  /** Takes the key over from the attempt that has it; says whether it still had it. */
  async takeOver(
    held: IdempotencyKeyRecord,
    { id, ...request }: KeyedRequest,
    startedAt: Date,
  ): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id: id, startedAt: held.startedAt, answer: held.answer },
      { $set: { ...request, startedAt, answer: null } },
    );
    return matchedCount === 1;
  }

  /** Keeps the answer of an attempt, unless another one has taken the key over. */
  async answer({ id }: KeyedRequest, startedAt: Date, answer: string): Promise<void> {
    await this.model.updateOne({ _id: id, startedAt, answer: null }, { $set: { answer } });
  }

  /** Frees the key of an attempt, unless another one has taken it over. */
  async free({ id }: KeyedRequest, startedAt: Date): Promise<void> {
    await this.model.deleteOne({ _id: id, startedAt, answer: null });
  }
}
