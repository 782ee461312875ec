import { Injectable } from '@nestjs/common';
import type { ListOverridesQuery, OverridePageResponse } from '@halyard/contracts';
import type { OverrideDefinition } from '@halyard/evaluator';
import { scopeOf } from '../access/tenant-scope.ts';
import { ALL_TENANTS } from '../access/tenant-scope.ts';
import type { Actor } from '../access/actor.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { toOverrideResponse } from './override.response.ts';
import { isLive, toDefinition } from './override.ts';
import type { Override } from './override.ts';
import { OverridesRepository } from './overrides.repository.ts';

@Injectable()
export class OverridesService {
  constructor(private readonly overrides: OverridesRepository) {}

  /** Those of the tenants that the actor may read, oldest first. */
  async list(
    { cursor, limit = 50, ...filter }: ListOverridesQuery,
    actor: Actor,
  ): Promise<OverridePageResponse> {
    const scope = scopeOf(actor, 'feature_flag:read');
    const after = cursor === undefined ? undefined : decodeCursor(cursor)[1];
    const found = await this.overrides.list(scope, filter, after, limit + 1);
    const { items, nextCursor } = pageOf(found, limit, (last) => ['', last._id]);
    return { items: items.map(toOverrideResponse), nextCursor };
  }

  /** The overrides of some tenants, for their evaluations. Expiry is the engine's to see. */
  ofTenants(tenants: readonly string[]): Promise<Override[]> {
    return this.overrides.ofTenants(tenants);
  }

  /** Everyone's overrides in an environment, for its ruleset. */
  async allIn(environment: string): Promise<OverrideDefinition[]> {
    return (await this.overrides.ofEnvironment(ALL_TENANTS, environment)).map(toDefinition);
  }

  /** Everyone's live overrides of some flags, for the dry run of a change. */
  async liveOf(
    environment: string,
    flags: readonly string[],
    at: Date,
  ): Promise<OverrideDefinition[]> {
    if (flags.length === 0) return [];
    const overrides = await this.overrides.ofFlags(ALL_TENANTS, environment, flags);
    return overrides.filter((override) => isLive(override, at)).map(toDefinition);
  }

  /** What has stopped to count and is still there. */
  expired(at: Date, limit: number): Promise<Override[]> {
    return this.overrides.expired(at, limit);
  }

  tenantsByFlag(flags: readonly string[]): Promise<Map<string, Record<string, number>>> {
    return this.overrides.tenantsByFlag(flags);
  }
}
