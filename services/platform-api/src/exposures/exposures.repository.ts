import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { scopeFilter } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { ExposureRecord } from './exposure.schema.ts';
import type { BucketSum, Exposure, ExposureWindow } from './exposure.ts';
import { LastEvaluationRecord } from './last-evaluation.schema.ts';

/** A flag in an environment. */
export interface FlagPlace {
  readonly flag: string;
  readonly environment: string;
}

const OWNER = 'of.tenant';

@Injectable()
export class ExposuresRepository {
  constructor(
    @InjectModel(ExposureRecord.name) private readonly exposures: Model<ExposureRecord>,
    @InjectModel(LastEvaluationRecord.name) private readonly last: Model<LastEvaluationRecord>,
  ) {}

  /**
   * The one place that writes them, and so what requires an owner: MongoDB cannot (`database/tenancy.ts`),
   * and Mongoose would take ten times as long over a batch.
   */
  async insert(exposures: readonly Exposure[]): Promise<void> {
    if (exposures.some(({ of }) => !of.tenant)) {
      throw new Error('An exposure has to say whose it is: a tenant’s, or the platform’s');
    }
    // MongoDB begins a new document whenever the time of a series goes back.
    const inOrder = exposures.toSorted((one, other) => +one.minute - +other.minute);
    await this.exposures.insertMany(inOrder, { lean: true });
  }

  /** What was counted in each bucket of a window, by variant. */
  sums(
    scope: TenantScope,
    { flag, environment }: FlagPlace,
    { from, to, bucketMinutes }: ExposureWindow,
  ): Promise<BucketSum[]> {
    const bucket = { $dateTrunc: { date: '$minute', unit: 'minute', binSize: bucketMinutes } };
    return this.exposures
      .aggregate<BucketSum>()
      .match({
        'of.flag': flag,
        'of.environment': environment,
        minute: { $gte: from, $lt: to },
        ...scopeFilter(scope, OWNER),
      })
      .group({ _id: { variant: '$of.variant', bucket }, count: { $sum: '$count' } })
      .project({ _id: 0, variant: '$_id.variant', bucket: '$_id.bucket', count: 1 })
      .exec();
  }

  /** The last minute that was counted for some tenants; null where none was, or it is forgotten. */
  async lastFor(scope: TenantScope, { flag, environment }: FlagPlace): Promise<Date | null> {
    const [found] = await this.exposures
      .aggregate<{ at: Date }>()
      .match({ 'of.flag': flag, 'of.environment': environment, ...scopeFilter(scope, OWNER) })
      // By the whole of `of`: MongoDB then takes the time from its buckets, and opens none.
      .group({ _id: '$of', at: { $max: '$minute' } })
      .group({ _id: null, at: { $max: '$at' } })
      .exec();
    return found?.at ?? null;
  }

  /** Flag → environment → the last minute that it was served to anyone. */
  async lastOf(flags: readonly string[]): Promise<Map<string, Readonly<Record<string, Date>>>> {
    const found = await this.last.find({ _id: { $in: [...flags] } }).lean();
    return new Map(found.map(({ _id, at }) => [_id, at]));
  }

  /** The flags that were served since a moment, in any of the environments. */
  async servedSince(moment: Date, environments: readonly string[]): Promise<string[]> {
    const somewhere = environments.map((key) => ({ [`at.${key}`]: { $gte: moment } }));
    return this.last.distinct('_id', { $or: somewhere });
  }

  /** Notes when flags were last served; what is there and later stays. */
  async noteLast(places: readonly (FlagPlace & { readonly at: Date })[]): Promise<void> {
    const operations = places.map(({ flag, environment, at }) => ({
      updateOne: {
        filter: { _id: flag },
        update: { $max: { [`at.${environment}`]: at } },
        upsert: true,
      },
    }));
    await this.last.bulkWrite(operations, { ordered: false });
  }
}
