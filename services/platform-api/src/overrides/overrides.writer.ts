import { Injectable } from '@nestjs/common';
import type { FlagActionDto, OverrideChange, OverrideResponse } from '@halyard/contracts';
import type { OverrideDefinition, Ruleset } from '@halyard/evaluator';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { configIn } from '../flags/flag.ts';
import type { Flag } from '../flags/flag.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { toOverrideResponse } from './override.response.ts';
import { isLive, setOverride, toDefinition } from './override.ts';
import type { Override } from './override.ts';
import { OverridesRepository } from './overrides.repository.ts';
import { noTenant } from '../tenants/tenant.ts';

type Place = Pick<Override, 'tenant' | 'environment' | 'flag'>;

/** An action on a flag for one tenant alone. */
interface TenantAction extends FlagActionDto {
  readonly action: 'flag.enable' | 'flag.disable' | 'flag.rollback';
  readonly key: string;
  readonly tenant: string;
}

/** The write side of overrides. A change touches one tenant's overrides of one flag, and nothing else. */
@Injectable()
export class OverridesWriter implements Writer<OverrideChange, OverrideResponse | null> {
  constructor(
    private readonly overrides: OverridesRepository,
    private readonly flags: FlagsService,
    private readonly tenants: TenantsService,
    private readonly environments: EnvironmentsService,
  ) {}

  async plan(change: OverrideChange, stamp: Stamp): Promise<Plan<OverrideResponse | null>> {
    const { place, flag, before } = await this.read(change);
    const user = change.user ?? null;
    const own = before.find((override) => override.user === user);
    if (change.action !== 'override.set' && own === undefined) {
      if (change.action === 'override.expire') return this.nothing(place, before, flag);
      throw new DomainError('not_found', { detail: `No such override for "${change.tenant}"` });
    }
    if (change.action === 'override.expire' && own !== undefined && isLive(own, stamp.at)) {
      return this.nothing(place, before, flag);
    }
    refuseStale(change.version, own?.version ?? 0, () => ({
      current: own === undefined ? null : toOverrideResponse(own),
    }));
    const others = before.filter((override) => override !== own);
    const set =
      change.action === 'override.set'
        ? setOverride(own, checked(change, stamp), newId('override'), stamp)
        : undefined;
    const after = set === undefined ? others : [...others, set];
    return {
      ...this.planned(place, before, after, flag, own?.version ?? 0),
      isSafe: change.action === 'override.expire',
      response: set === undefined ? null : toOverrideResponse(set),
    };
  }

  /** `enable` and `disable` set the tenant's override; `rollback` leaves it and all its users off. */
  async planAction(change: TenantAction, stamp: Stamp): Promise<Plan> {
    const { environment, tenant, key, reason } = change;
    const { place, flag, before } = await this.read({ environment, tenant, flag: key });
    const isRollback = change.action === 'flag.rollback';
    const own = before.find(({ user }) => user === null);
    const set = setOverride(
      own,
      {
        action: 'override.set',
        ...place,
        variant: change.action === 'flag.enable' ? onVariant(flag, environment) : flag.offVariant,
        reason,
        approvalRef: change.approvalRef,
      },
      newId('override'),
      stamp,
    );
    const kept = isRollback ? [] : before.filter((override) => override !== own);
    return {
      ...this.planned(place, before, [...kept, set], flag, own?.version ?? 0),
      isSafe: isRollback,
      response: await this.flags.get(key),
    };
  }

  /** Takes away every override of a flag that is purged. */
  removeOf(flag: string): Promise<void> {
    return this.overrides.removeOf(flag);
  }

  private async read(change: Place): Promise<{ place: Place; flag: Flag; before: Override[] }> {
    const { environment, tenant, flag: key } = change;
    await this.environments.known(environment);
    const flag = await this.flags.find(key);
    if (flag === null) throw new DomainError('not_found', { detail: `No flag "${key}"` });
    if (flag.archivedAt !== null)
      throw new DomainError('flag_archived', { detail: 'Restore it first' });
    if ((await this.tenants.active([tenant])).length === 0) {
      throw noTenant(tenant);
    }
    const scope = { all: false, tenants: [tenant] } as const;
    const before = await this.overrides.ofFlags(scope, environment, [key]);
    return { place: { environment, tenant, flag: key }, flag, before };
  }

  private planned(
    place: Place,
    before: readonly Override[],
    after: readonly Override[],
    flag: Flag,
    version: number,
  ): Omit<Plan, 'isSafe' | 'response'> {
    const { environment, tenant, flag: key } = place;
    const name = `${environment}/${tenant}/${key}`;
    return {
      before: before.map((override) => toJson(toOverrideResponse(override))),
      after: after.map((override) => toJson(toOverrideResponse(override))),
      about: { source: 'override', environment, tenant, flag: key },
      environments: [environment],
      base: { [`override:${name}`]: Math.max(version, ...before.map((one) => one.version)) },
      policy: { sensitive: flag.sensitive, requiresApproval: flag.requiresApproval },
      flags: [key],
      next: (ruleset) => withOverrides(ruleset, place, after.map(toDefinition)),
      locate: (_, pointer) => pointer.replace(/^\/overrides\/\d+/, ''),
      save: () => this.overrides.replaceAll(place, after),
    };
  }

  private nothing(place: Place, before: readonly Override[], flag: Flag): Plan<null> {
    return { ...this.planned(place, before, before, flag, 0), isSafe: true, response: null };
  }
}

/** @throws DomainError `validation_error` for what could never count. */
function checked<C extends Extract<OverrideChange, { action: 'override.set' }>>(
  change: C,
  { at }: Stamp,
): C {
  const { expiresAt, percentage, user } = change;
  const errors = [
    ...(expiresAt != null && new Date(expiresAt) <= at
      ? [{ pointer: '/expiresAt', message: 'has to be in the future' }]
      : []),
    ...(user != null && percentage != null
      ? [
          {
            pointer: '/percentage',
            message: 'is of a tenant’s users: one user’s override takes none',
          },
        ]
      : []),
  ];
  if (errors.length > 0) throw new DomainError('validation_error', { errors });
  return change;
}

function withOverrides(
  ruleset: Ruleset,
  { tenant, flag }: Place,
  overrides: readonly OverrideDefinition[],
): Ruleset {
  const others = ruleset.overrides.filter((one) => one.flag !== flag || one.tenant !== tenant);
  return { ...ruleset, overrides: [...others, ...overrides] };
}

/** What an enabled unit gets in the environment, or the first variant that is not off. */
function onVariant(flag: Flag, environment: string): string {
  const { serve } = configIn(flag, environment);
  if ('variant' in serve && serve.variant !== flag.offVariant) return serve.variant;
  return Object.keys(flag.variants).find((name) => name !== flag.offVariant) ?? flag.offVariant;
}
