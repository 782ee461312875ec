import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type {
  ExportTenantMatrixQuery,
  MatrixFlagResponse,
  TenantFlagQuery,
  TenantFlagResponse,
  TenantFlagsQuery,
  TenantFlagsResponse,
  TenantMatrixQuery,
  TenantMatrixResponse,
} from '@halyard/contracts';
import { setImmediate } from 'node:timers/promises';
import { maySeeSensitive } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { isInScope, scopeOf } from '../access/tenant-scope.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import type { Served } from '../evaluation/ruleset.store.ts';
import { TenantCache } from '../evaluation/tenant.cache.ts';
import type { KnownTenant } from '../evaluation/tenant.cache.ts';
import { noFlag } from '../flags/flag.ts';
import type { Flag } from '../flags/flag.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { KillSwitchesService } from '../kill-switches/kill-switches.service.ts';
import { isLive } from '../overrides/override.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { csvOf } from './matrix-csv.ts';
import { Outcomes } from './outcomes.ts';
import { contextOf, differs, NOBODY, resolveEach, resolveFor } from './resolve.ts';
import { toTenantFlagResponse } from './tenant-flag.response.ts';
import type { Place } from './tenant-flag.response.ts';
import { noTenant } from '../tenants/tenant.ts';

/** A tenant of a matrix: as stored, and as evaluations know it. */
interface Row {
  readonly tenant: Tenant;
  readonly evaluated: KnownTenant;
}

/**
 * What the flags are for the tenants, as people look at it. Like an explanation it is no evaluation, and counts
 * nowhere.
 */
@Injectable()
export class FleetService {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly cache: TenantCache,
    private readonly tenants: TenantsService,
    private readonly allFlags: FlagsService,
    private readonly overrides: OverridesService,
    private readonly killSwitches: KillSwitchesService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Every flag as one tenant gets it, by key. */
  async flags(slug: string, query: TenantFlagsQuery, actor: Actor): Promise<TenantFlagsResponse> {
    const { q, differs: wanted, cursor, limit = 50 } = query;
    const tenant = await this.known(slug, actor);
    const now = new Date();
    const [flags, place] = await Promise.all([
      this.allFlags.liveWith(q),
      this.placeOf(tenant, query.environment, actor, now),
    ]);
    const served = this.rulesets.in(place.environment);
    const after = cursor === undefined ? '' : decodeCursor(cursor)[0];
    const found = visible(flags, served, actor)
      .filter(({ key }) => key > after)
      .map((flag) => ({
        flag,
        resolved: resolveFor(tenant, served, flag.key, now.getTime()),
      }))
      .filter(({ resolved }) => wanted === undefined || String(differs(resolved)) === wanted);
    const { items, nextCursor } = pageOf(found, limit, ({ flag }) => [flag.key, flag._id]);
    return {
      environment: place.environment,
      tenant: slug,
      version: tenant.versionIn(served),
      items: items.map(({ flag, resolved }) => toTenantFlagResponse(flag, resolved, place)),
      nextCursor,
    };
  }

  /** One flag as one tenant gets it. */
  async flag(
    slug: string,
    key: string,
    query: TenantFlagQuery,
    actor: Actor,
  ): Promise<TenantFlagResponse> {
    const tenant = await this.known(slug, actor);
    const now = new Date();
    const [found, place] = await Promise.all([
      this.allFlags.find(key),
      this.placeOf(tenant, query.environment, actor, now),
    ]);
    const served = this.rulesets.in(place.environment);
    const [flag] = visible(found === null ? [] : [found], served, actor);
    if (flag === undefined) throw noFlag(key);
    return toTenantFlagResponse(flag, resolveFor(tenant, served, key, now.getTime()), place);
  }

  /** Flags × tenants, for the tenants that the actor may read. */
  async matrix(query: TenantMatrixQuery, actor: Actor): Promise<TenantMatrixResponse> {
    const { q, tenantQ, cursor, limit = 50, plan, partnerSlug, tenant: slugs } = query;
    const environment = query.environment ?? this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const scope = scopeOf(actor, 'feature_flag:read');
    const after = cursor === undefined ? undefined : decodeCursor(cursor)[0];
    const filter = { plan, partnerSlug, slugs, q: tenantQ, after };
    const [flags, found] = await Promise.all([
      this.allFlags.liveWith(q),
      this.tenants.activeIn(scope, filter, limit + 1),
    ]);
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.slug, last._id]);
    const rows = await this.rowsOf(items);
    const served = this.rulesets.in(environment);
    const columns = columnsOf(visible(flags, served, actor), served);
    const outcomes = new Outcomes();
    const cells = await cellsOf(rows, columns, served, outcomes);
    const isWanted = (_: unknown, row: number) =>
      query.differs === undefined ||
      columns.some(
        ({ defaultVariant }, at) => outcomes.at(cells[row]?.[at])?.variant !== defaultVariant,
      );
    return {
      environment,
      version: served.ruleset.version,
      flags: columns,
      tenants: rows.filter(isWanted).map(({ tenant }) => toMatrixTenant(tenant)),
      outcomes: outcomes.table,
      cells: cells.filter(isWanted),
      nextCursor,
    };
  }

  /** All of it as lines of CSV. What is wrong with the query is said before the first line. */
  async matrixCsv(query: ExportTenantMatrixQuery, actor: Actor): Promise<AsyncGenerator<string>> {
    const page = (cursor?: string) =>
      this.matrix({ ...query, cursor, limit: LIMITS.pageSize }, actor);
    return csvOf(await page(), page);
  }

  private async rowsOf(tenants: readonly Tenant[]): Promise<Row[]> {
    const known = await Promise.all(tenants.map(({ slug }) => this.cache.get(slug)));
    return tenants.flatMap((tenant, at) => {
      const evaluated = known[at] ?? null;
      // One that was archived a moment ago has no row any more.
      return evaluated === null ? [] : [{ tenant, evaluated }];
    });
  }

  /** No difference between a tenant that is not there and one that is not the actor's. */
  private async known(slug: string, actor: Actor): Promise<KnownTenant> {
    const isTheirs = isInScope(scopeOf(actor, 'feature_flag:read'), slug);
    const tenant = isTheirs ? await this.cache.get(slug) : null;
    if (tenant === null) throw noTenant(slug);
    return tenant;
  }

  /** The overrides of its users are not asked. */
  private async placeOf(
    tenant: KnownTenant,
    named: string | undefined,
    actor: Actor,
    at: Date,
  ): Promise<Place> {
    const environment = named ?? this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const [overrides, switches] = await Promise.all([
      this.overrides.ofTenants([tenant.context.slug]),
      this.killSwitches.engagedIn(environment),
    ]);
    const theirs = overrides.filter(
      (one) => one.environment === environment && one.user === null && isLive(one, at),
    );
    return {
      tenant,
      readsAll: scopeOf(actor, 'feature_flag:read').all,
      environment,
      switches: new Map(switches.map((one) => [one.category, one])),
      overrides: new Map(theirs.map((one) => [one.flag, one])),
    };
  }
}

/** Those that are served already, without the sensitive ones that are not for the actor. */
function visible(flags: readonly Flag[], { ruleset, sensitive }: Served, actor: Actor): Flag[] {
  const seesAll = maySeeSensitive(actor);
  return flags.filter(
    ({ key }) => Object.hasOwn(ruleset.flags, key) && (seesAll || !sensitive.has(key)),
  );
}

/** A column a flag, with what it is where no tenant is named. */
function columnsOf(flags: readonly Flag[], { compiled }: Served): MatrixFlagResponse[] {
  const keys = flags.map(({ key }) => key);
  const anyones = resolveEach(compiled, NOBODY, keys, Date.now());
  return flags.map(({ key, name, offVariant }, column) => ({
    key,
    name,
    offVariant,
    defaultVariant: anyones[column]?.variant ?? offVariant,
  }));
}

/** A row a tenant. Other calls get their turn between two of them. */
async function cellsOf(
  rows: readonly Row[],
  columns: readonly MatrixFlagResponse[],
  served: Served,
  outcomes: Outcomes,
): Promise<number[][]> {
  const keys = columns.map(({ key }) => key);
  const now = Date.now();
  const cells: number[][] = [];
  for (const { evaluated } of rows) {
    const resolved = resolveEach(evaluated.compiled(served), contextOf(evaluated), keys, now);
    cells.push(resolved.map((resolution, column) => outcomes.indexOf(column, resolution)));
    await setImmediate();
  }
  return cells;
}

function toMatrixTenant({ slug, name, plan, partnerSlug }: Tenant) {
  return { slug, name, plan, partnerSlug };
}
