import { Inject, Injectable } from '@nestjs/common';
import type { FeaturePageResponse, FeatureResponse, ListFeaturesQuery } from '@halyard/contracts';
import { setImmediate } from 'node:timers/promises';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { TenantCache } from '../evaluation/tenant.cache.ts';
import type { Flag } from '../flags/flag.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { isLive } from '../overrides/override.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { featureOf, isForTenants } from './feature.ts';
import type { Viewpoint } from './feature.ts';

/** A feature, and the flag that it is. */
interface Found {
  readonly flag: Flag;
  readonly feature: FeatureResponse;
}

/** Flags that are evaluated in one go; other calls get their turn then. */
const AT_ONCE = 50;

/** What is on for a tenant, in the environment that its people get. What is off is not there. */
@Injectable()
export class FeaturesService {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly tenants: TenantCache,
    private readonly flags: FlagsService,
    private readonly overrides: OverridesService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Newest first. */
  async list(tenant: string, query: ListFeaturesQuery): Promise<FeaturePageResponse> {
    const { cursor, limit = 50 } = query;
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = (await this.onFor(tenant)).sort(byNewest);
    const rest = after === null ? found : found.filter((one) => isAfter(one, after));
    const { items, nextCursor } = pageOf(rest, limit, positionOf);
    return { items: items.map(({ feature }) => feature), nextCursor };
  }

  /** Flag key → name, of what is on. */
  async namesFor(tenant: string): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.onFor(tenant)).map(({ flag }) => [flag.key, flag.name]));
  }

  private async onFor(slug: string): Promise<Found[]> {
    const tenant = await this.tenants.get(slug);
    if (tenant === null) return [];
    const now = new Date();
    const environment = this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const [flags, overrides] = await Promise.all([
      this.flags.live(),
      this.overrides.ofTenants([slug]),
    ]);
    const live = overrides.filter((one) => one.environment === environment && isLive(one, now));
    const byFlag = Map.groupBy(live, ({ flag }) => flag);
    const served = this.rulesets.in(environment);
    const from: Viewpoint = {
      environment,
      compiled: tenant.compiled(served),
      context: { tenant: tenant.context, attributes: tenant.attributes },
      now: now.getTime(),
    };
    const found: Found[] = [];
    for (const [index, flag] of flags.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
      if (!isForTenants(flag) || flag.sensitive || !Object.hasOwn(served.ruleset.flags, flag.key)) {
        continue;
      }
      const feature = featureOf(flag, from, byFlag.get(flag.key) ?? []);
      if (feature !== null) found.push({ flag, feature });
    }
    return found;
  }
}

function positionOf({ flag, feature }: Found): [string, string] {
  return [feature.since, flag._id];
}

function byNewest(one: Found, other: Found): number {
  return isAfter(one, positionOf(other)) ? 1 : -1;
}

/** Whether it comes after that position in a list that goes from new to old. */
function isAfter(one: Found, [since, id]: readonly [string, string]): boolean {
  const [ours, ourId] = positionOf(one);
  return ours === since ? ourId < id : ours < since;
}
