import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { TenantStatus } from '@halyard/contracts';
import type { Model } from 'mongoose';
import { scopeFilter } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { containing } from '../database/containing.ts';
import { TenantRecord } from './tenant.schema.ts';
import type { Tenant } from './tenant.ts';

export interface TenantFilter {
  readonly q?: string;
  readonly plan?: string;
  readonly partnerSlug?: string;
  readonly status?: TenantStatus;
  /** Only those whose slug sorts after this one. */
  readonly after?: string;
  readonly limit: number;
}

/** Which tenants somebody looks at together. */
export interface ActiveTenantFilter {
  readonly plan?: string;
  readonly partnerSlug?: string;
  /** Only these. */
  readonly slugs?: readonly string[];
  /** Only those with it in slug or name. */
  readonly q?: string;
  /** Only those whose slug sorts after this one. */
  readonly after?: string;
}

@Injectable()
export class TenantsRepository {
  constructor(@InjectModel(TenantRecord.name) private readonly model: Model<TenantRecord>) {}

  bySlug(slug: string): Promise<Tenant | null> {
    return this.model.findOne({ slug }).lean().exec();
  }

  /** In slug order. */
  list({ q, after, limit, ...exact }: TenantFilter): Promise<Tenant[]> {
    return this.model
      .find({
        ...exact,
        ...(q && named(q)),
        ...(after && { slug: { $gt: after } }),
      })
      .sort({ slug: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** The active ones, in slug order. */
  activeIn(scope: TenantScope, filter: ActiveTenantFilter, limit: number): Promise<Tenant[]> {
    const { slugs, q, after, plan, partnerSlug } = filter;
    return this.model
      .find({
        $and: [
          scopeFilter(scope, 'slug'),
          { status: 'active', ...(plan && { plan }), ...(partnerSlug && { partnerSlug }) },
          slugs === undefined ? {} : { slug: { $in: [...slugs] } },
          q ? named(q) : {},
          after === undefined ? {} : { slug: { $gt: after } },
        ],
      })
      .sort({ slug: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** The plans, or the partners, that active tenants have. */
  async distinct(field: 'plan' | 'partnerSlug'): Promise<string[]> {
    const values = await this.model.distinct(field, { status: 'active', [field]: { $ne: null } });
    return (values as string[]).sort();
  }

  /** Inserts it where its slug is free; says whether it was. */
  async insertIfAbsent(tenant: Tenant): Promise<boolean> {
    const { upsertedCount } = await this.model.updateOne(
      { slug: tenant.slug },
      { $setOnInsert: tenant },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** Replaces it where it still has the version that was read; says whether it had. */
  async replace(tenant: Tenant, readVersion: number): Promise<boolean> {
    const { _id, ...rest } = tenant;
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: rest },
    );
    return matchedCount === 1;
  }

  /** What rulesets ask of every active tenant. */
  allActive(): Promise<Tenant[]> {
    return this.model.find({ status: 'active' }).sort({ slug: 1 }).lean().exec();
  }

  /** Those of the slugs that are active tenants, whole. */
  activeOf(slugs: readonly string[]): Promise<Tenant[]> {
    return this.model
      .find({ slug: { $in: slugs }, status: 'active' })
      .lean()
      .exec();
  }

  async noteVersions(
    slugs: readonly string[],
    versions: Readonly<Record<string, number>>,
  ): Promise<void> {
    const noted = Object.entries(versions).map(([key, version]) => [
      `rulesetVersions.${key}`,
      version,
    ]);
    await this.model.updateMany({ slug: { $in: slugs } }, { $set: Object.fromEntries(noted) });
  }
}

const named = (q: string) => ({ $or: [{ slug: containing(q) }, { name: containing(q) }] });
