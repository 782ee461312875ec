import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ALL_TENANTS, scopeFilter } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { OverrideRecord } from './override.schema.ts';
import type { Override } from './override.ts';

export interface OverrideFilter {
  readonly environment?: string;
  readonly tenant?: string;
  readonly flag?: string;
}

@Injectable()
export class OverridesRepository {
  constructor(@InjectModel(OverrideRecord.name) private readonly model: Model<OverrideRecord>) {}

  /** In the order of their ids, after the one given. */
  list(
    scope: TenantScope,
    filter: OverrideFilter,
    after: string | undefined,
    limit: number,
  ): Promise<Override[]> {
    return this.model
      .find({
        $and: [scopeFilter(scope), filter, after === undefined ? {} : { _id: { $gt: after } }],
      })
      .sort({ _id: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** All of some tenants', in every environment. */
  ofTenants(tenants: readonly string[]): Promise<Override[]> {
    return this.model
      .find({ tenant: { $in: tenants } })
      .sort({ _id: 1 })
      .lean()
      .exec();
  }

  /** All there are in an environment. */
  ofEnvironment(scope: TenantScope, environment: string): Promise<Override[]> {
    return this.model
      .find({ ...scopeFilter(scope), environment })
      .sort({ _id: 1 })
      .lean()
      .exec();
  }

  /** Whoever overrides one of the flags in an environment. */
  ofFlags(scope: TenantScope, environment: string, flags: readonly string[]): Promise<Override[]> {
    return this.model
      .find({ ...scopeFilter(scope), environment, flag: { $in: flags } })
      .sort({ _id: 1 })
      .lean()
      .exec();
  }

  /** Those that stopped to count, oldest first. */
  expired(at: Date, limit: number): Promise<Override[]> {
    return this.model
      .find({ expiresAt: { $ne: null, $lte: at } })
      .sort({ expiresAt: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** How many tenants override each of the flags, by environment. */
  async tenantsByFlag(flags: readonly string[]): Promise<Map<string, Record<string, number>>> {
    const rows = await this.model.aggregate<{
      _id: { flag: string; environment: string };
      tenants: string[];
    }>([
      { $match: { flag: { $in: flags } } },
      {
        $group: {
          _id: { flag: '$flag', environment: '$environment' },
          tenants: { $addToSet: '$tenant' },
        },
      },
    ]);
    const counts = new Map<string, Record<string, number>>();
    for (const { _id, tenants } of rows) {
      counts.set(_id.flag, { ...counts.get(_id.flag), [_id.environment]: tenants.length });
    }
    return counts;
  }

  /** Makes one tenant's overrides of a flag these, and no others. */
  async replaceAll(
    scope: Pick<Override, 'tenant' | 'environment' | 'flag'>,
    overrides: readonly Override[],
  ): Promise<void> {
    const { tenant, environment, flag } = scope;
    const kept = overrides.map(({ _id }) => _id);
    await this.model.deleteMany({ tenant, environment, flag, _id: { $nin: kept } });
    for (const { _id, ...rest } of overrides) {
      await this.model.updateOne({ _id }, { $set: rest }, { upsert: true });
    }
  }

  /** Takes away every override of a flag that is purged. */
  async removeOf(flag: string): Promise<void> {
    await this.model.deleteMany({ ...scopeFilter(ALL_TENANTS), flag });
  }
}
