import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { FeatureRequestState } from '@halyard/contracts';
import type { Model } from 'mongoose';
import { scopeFilter } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { FeatureRequestRecord } from './feature-request.schema.ts';
import type { FeatureRequest } from './feature-request.ts';

export interface FeatureRequestFilter {
  readonly state?: FeatureRequestState;
  readonly tenant?: string;
  /** Only ids before this one. */
  readonly before?: string;
  readonly limit: number;
}

@Injectable()
export class FeatureRequestsRepository {
  constructor(
    @InjectModel(FeatureRequestRecord.name) private readonly model: Model<FeatureRequestRecord>,
  ) {}

  one(scope: TenantScope, tenant: string, number: number): Promise<FeatureRequest | null> {
    return this.model
      .findOne({ tenant, number, ...scopeFilter(scope) })
      .lean()
      .exec();
  }

  /** Newest first. */
  list(scope: TenantScope, filter: FeatureRequestFilter): Promise<FeatureRequest[]> {
    const { state, tenant, before, limit } = filter;
    return this.model
      .find({
        ...(state && { state }),
        ...(tenant && { tenant }),
        ...(before && { _id: { $lt: before } }),
        ...scopeFilter(scope),
      })
      .sort({ _id: -1 })
      .limit(limit)
      .lean()
      .exec();
  }

  countOpen(scope: TenantScope): Promise<number> {
    return this.model.countDocuments({ state: 'open', ...scopeFilter(scope) }).exec();
  }

  countSince(scope: TenantScope, moment: Date): Promise<number> {
    return this.model.countDocuments({ createdAt: { $gt: moment }, ...scopeFilter(scope) }).exec();
  }

  /** Two at the same instant get the same one: the unique index lets one of them start again. */
  async nextNumber(tenant: string): Promise<number> {
    const last = await this.model.findOne({ tenant }, { number: 1 }).sort({ number: -1 }).lean();
    return (last?.number ?? 0) + 1;
  }

  async insert(request: FeatureRequest): Promise<void> {
    await this.model.insertMany([request]);
  }

  /** Replaces it where it still has the version that was read; says whether it had. */
  async replace({ _id, ...rest }: FeatureRequest, readVersion: number): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: rest },
    );
    return matchedCount === 1;
  }
}
