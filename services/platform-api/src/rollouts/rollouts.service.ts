import { Inject, Injectable } from '@nestjs/common';
import { LIMITS, STANDING_NAMES } from '@halyard/contracts';
import type {
  FlagRolloutQuery,
  FlagRolloutResponse,
  ListRolloutsQuery,
  RolloutTenantResponse,
  RunningRolloutPageResponse,
  RunningRolloutResponse,
  Standing,
} from '@halyard/contracts';
import { compile } from '@halyard/evaluator';
import type { CompiledRuleset, Ruleset } from '@halyard/evaluator';
import { setImmediate } from 'node:timers/promises';
import { isKilled } from '../changes/gate.ts';
import { toImpactTenant } from '../changes/impact.ts';
import type { ImpactTenant } from '../changes/impact.ts';
import { withPrerequisites } from '../changes/prerequisites.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { namedCount } from '../common/named-count.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { asRollout, isIn, placeOf, positionOf, runningRollouts } from './rollout.ts';
import type { RunningRollout } from './rollout.ts';

/** A ruleset with everyone's overrides of some flags, ready to be asked. */
interface Sight {
  readonly ruleset: Ruleset;
  readonly compiled: CompiledRuleset;
}

/** Who is in which rollout, and who comes next. Like an explanation it is no evaluation, and counts nowhere. */
@Injectable()
export class RolloutsService {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly flags: FlagsService,
    private readonly overrides: OverridesService,
    private readonly tenants: TenantsService,
    private readonly environments: EnvironmentsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** What is rolled out, the one that was moved last first. */
  async list(query: ListRolloutsQuery): Promise<RunningRolloutPageResponse> {
    const { environment, owner, cursor, limit = 50 } = query;
    const known = await this.environments.known(environment);
    const places = environment === undefined ? known : [environment];
    const after = cursor === undefined ? undefined : decodeCursor(cursor)[0];
    const running = runningRollouts(await this.flags.rollingOut(places, owner), places)
      // Those that this replica serves already.
      .filter(({ flag, environment: key }) => this.rulesets.in(key).ruleset.flags[flag.key])
      .filter((one) => after === undefined || positionOf(one) < after);
    const page = pageOf(running, limit, (last) => [positionOf(last), '']);
    return { items: await this.withTenants(page.items), nextCursor: page.nextCursor };
  }

  /** Every tenant in one flag's rollout, in the order in which they come in. */
  async ofFlag(key: string, query: FlagRolloutQuery): Promise<FlagRolloutResponse> {
    const environment = query.environment ?? this.env.HALYARD_DEFAULT_ENVIRONMENT;
    await this.flags.get(key);
    const { ruleset: served } = this.rulesets.in(environment);
    const definition = served.flags[key];
    if (definition === undefined) {
      throw new DomainError('flag_archived', { detail: 'It is served nowhere. Restore it first' });
    }
    const { ruleset, compiled } = await this.sight(environment, [key], (all) =>
      asRollout(all, key),
    );
    const now = Date.now();
    const items = (await this.tenants.allActive()).map((tenant): RolloutTenantResponse => {
      const place = placeOf(compiled, ruleset, key, toImpactTenant(tenant), now);
      return { slug: tenant.slug, name: tenant.name, plan: tenant.plan, ...place };
    });
    return {
      flag: key,
      environment,
      state: definition.state,
      held: isKilled(served, definition),
      percentage: definition.state === 'rollout' ? definition.rollout.percentage : 0,
      bucketBy: definition.rollout.bucketBy,
      tenants: items.length,
      standings: countsOf(items),
      items: items.sort(byTurn).slice(0, LIMITS.previewedTenants),
    };
  }

  private async withTenants(running: readonly RunningRollout[]): Promise<RunningRolloutResponse[]> {
    const tenants = (await this.tenants.allActive()).map(toImpactTenant);
    const sights = new Map<string, Sight>();
    for (const [environment, some] of Map.groupBy(running, (one) => one.environment)) {
      const keys = some.map(({ flag }) => flag.key);
      sights.set(environment, await this.sight(environment, keys));
    }
    const items: RunningRolloutResponse[] = [];
    for (const one of running) {
      const sight = sights.get(one.environment);
      if (sight !== undefined) items.push(toResponse(one, sight, tenants));
      // Evaluations for applications go first.
      await setImmediate();
    }
    return items;
  }

  private async sight(
    environment: string,
    keys: readonly string[],
    as: (ruleset: Ruleset) => Ruleset = (ruleset) => ruleset,
  ): Promise<Sight> {
    const { ruleset: served } = this.rulesets.in(environment);
    const needed = withPrerequisites(served, keys);
    const overrides = await this.overrides.liveOf(environment, needed, new Date());
    const ruleset = as({ ...served, overrides });
    return { ruleset, compiled: compile(ruleset) };
  }
}

function toResponse(
  { flag, environment, config, shares }: RunningRollout,
  { compiled, ruleset }: Sight,
  tenants: readonly ImpactTenant[],
): RunningRolloutResponse {
  const now = Date.now();
  const { percentage } = config.rollout;
  const isOfIt = (tenant: ImpactTenant) =>
    isIn(placeOf(compiled, ruleset, flag.key, tenant, now), percentage);
  return {
    flag: flag.key,
    name: flag.name,
    owner: flag.owner,
    environment,
    shares,
    tenantsIn: namedCount(tenants.filter(isOfIt).map(({ slug }) => slug)),
    tenants: tenants.length,
    held: isHeld(ruleset, flag.key),
    since: config.lastFlippedAt?.toISOString() ?? null,
    updatedAt: config.updatedAt.toISOString(),
    updatedBy: config.updatedBy,
  };
}

function isHeld(ruleset: Ruleset, key: string): boolean {
  const flag = ruleset.flags[key];
  return flag !== undefined && isKilled(ruleset, flag);
}

function countsOf(items: readonly RolloutTenantResponse[]): Record<Standing, number> {
  const counts = STANDING_NAMES.map((standing) => [
    standing,
    items.filter((one) => one.standing === standing).length,
  ]);
  return Object.fromEntries(counts) as Record<Standing, number>;
}

/** By bucket; those without one after them, by how they stand. */
function byTurn(one: RolloutTenantResponse, other: RolloutTenantResponse): number {
  if (one.bucket !== null && other.bucket !== null) return one.bucket - other.bucket;
  return STANDING_NAMES.indexOf(one.standing) - STANDING_NAMES.indexOf(other.standing);
}
