import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { EnvironmentRecord } from './environment.schema.ts';
import type { Environment } from './environment.ts';

@Injectable()
export class EnvironmentsRepository {
  constructor(
    @InjectModel(EnvironmentRecord.name) private readonly model: Model<EnvironmentRecord>,
  ) {}

  all(): Promise<Environment[]> {
    return this.model.find().sort({ _id: 1 }).lean().exec();
  }

  byKey(key: string): Promise<Environment | null> {
    return this.model.findOne({ key }).lean().exec();
  }

  /** Inserts it where its key is free; says whether it was. */
  async insertIfAbsent(record: Environment): Promise<boolean> {
    const { upsertedCount } = await this.model.updateOne(
      { key: record.key },
      { $setOnInsert: record },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** Replaces it where it still has the version that was read; says whether it had. */
  async replace(record: Environment, readVersion: number): Promise<boolean> {
    const { _id, ...rest } = record;
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: rest },
    );
    return matchedCount === 1;
  }

  /**
   * Adds one to the ruleset version of the environments and answers the new ones. Concurrent bumps of
   * one environment conflict, so that within a transaction this also takes the environment's turn.
   */
  async bump(keys: readonly string[]): Promise<Record<string, number>> {
    await this.model.updateMany({ key: { $in: keys } }, { $inc: { rulesetVersion: 1 } });
    const bumped = await this.model.find({ key: { $in: keys } }).lean();
    return Object.fromEntries(bumped.map(({ key, rulesetVersion }) => [key, rulesetVersion]));
  }

  /** Notes that the last change was everyone's. */
  async share(keys: readonly string[]): Promise<void> {
    await this.model.updateMany(
      { key: { $in: keys } },
      [{ $set: { sharedVersion: '$rulesetVersion' } }],
      { updatePipeline: true },
    );
  }
}
