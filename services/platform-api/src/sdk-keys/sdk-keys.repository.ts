import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { scopeFilter } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { SdkKeyRecord } from './sdk-key.schema.ts';
import type { SdkKey } from './sdk-key.ts';

export interface SdkKeyFilter {
  readonly environment?: string;
  readonly tenant?: string;
  /** Only those that were made after this one. */
  readonly after?: string;
  readonly limit: number;
}

@Injectable()
export class SdkKeysRepository {
  constructor(@InjectModel(SdkKeyRecord.name) private readonly model: Model<SdkKeyRecord>) {}

  /** Every key that still opens something. */
  active(): Promise<SdkKey[]> {
    return this.model.find({ revokedAt: null }).lean().exec();
  }

  one(scope: TenantScope, id: string): Promise<SdkKey | null> {
    return this.model
      .findOne({ _id: id, ...scopeFilter(scope) })
      .lean()
      .exec();
  }

  /** Oldest first. */
  list(scope: TenantScope, { environment, tenant, after, limit }: SdkKeyFilter): Promise<SdkKey[]> {
    return this.model
      .find({
        environment,
        tenant,
        ...(after !== undefined && { _id: { $gt: after } }),
        ...scopeFilter(scope),
      })
      .sort({ _id: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  async insert(key: SdkKey): Promise<void> {
    await this.model.insertMany([key]);
  }

  /** Replaces what can change where it still has the version that was read; says whether it had. */
  async replace(
    { _id, name, origins, revokedAt, version }: SdkKey,
    readVersion: number,
  ): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: { name, origins, revokedAt, version } },
    );
    return matchedCount === 1;
  }

  /** Notes a use. No change of anybody's: nothing is decided by it, and no version moves. */
  async noteUse(id: string, at: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { $max: { lastUsedAt: at } });
  }
}
