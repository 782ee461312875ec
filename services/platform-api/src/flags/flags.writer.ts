import { Injectable } from '@nestjs/common';
import { pointerTo } from '@halyard/contracts';
import type { Fault, FlagChange, FlagConfigDto, FlagResponse, ScopeDto } from '@halyard/contracts';
import { AuditService } from '../audit/audit.service.ts';
import { toAuditResponse } from '../audit/audit.response.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { newId } from '../database/ids.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { ExposuresService } from '../exposures/exposures.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { toConfigResponse, toFlagResponse, toPropertiesResponse } from './flag.response.ts';
import { approved, baseOf, isKill, locate, part, policyOf, purgeable } from './flag-plan.ts';
import { withFlag } from './flag-ruleset.ts';
import { applyFlagChange, configIn, configsOf, createFlag, revertFlag } from './flag.ts';
import type { CreateFlag, Flag } from './flag.ts';
import { FlagsRepository } from './flags.repository.ts';

/** The write side of flags. */
@Injectable()
export class FlagsWriter implements Writer<FlagChange, FlagResponse> {
  constructor(
    private readonly flags: FlagsRepository,
    private readonly environments: EnvironmentsService,
    private readonly tenants: TenantsService,
    private readonly audit: AuditService,
    private readonly exposures: ExposuresService,
  ) {}

  async plan(change: FlagChange, stamp: Stamp): Promise<Plan<FlagResponse>> {
    const named = 'environment' in change ? change.environment : undefined;
    const environments = await this.environments.known(named);
    await this.refuseUnknown(change, environments);
    const before = await this.flags.byKey(change.key);
    const changed = await this.changed(before, change, environments, stamp);
    const after = changed === before ? changed : approved(changed, change);
    const last = await this.exposures.lastEvaluated([change.key]);
    return {
      before: before && part(before, change, environments),
      after: change.action === 'flag.purge' ? null : part(after, change, environments),
      about: {
        source: isKill(change) ? 'kill_switch' : 'flag',
        environment: named ?? null,
        tenant: null,
        flag: change.key,
      },
      environments: named === undefined ? environments : [named],
      base: baseOf(before, change),
      isSafe: change.action === 'flag.kill' || change.action === 'flag.rollback',
      policy: policyOf(before, change),
      flags: [change.key],
      next: (ruleset) => withFlag(ruleset, after),
      locate: (environment, pointer) => locate(change, environment, pointer),
      save: () => this.save(before, after, change),
      response: toFlagResponse(after, environments, last.get(change.key)),
    };
  }

  private async changed(
    before: Flag | null,
    change: FlagChange,
    environments: readonly string[],
    stamp: Stamp,
  ): Promise<Flag> {
    const { key } = change;
    if (change.action === 'flag.create') {
      if (before !== null) throw taken(key);
      return createFlag(change, newId('flag'), environments, stamp);
    }
    if (before === null) throw new DomainError('not_found', { detail: `No flag "${key}"` });
    if (change.action === 'flag.purge') return purgeable(before);
    if (change.action === 'flag.revert') return this.reverted(before, change, stamp);
    if (change.action === 'flag.configure') await this.refuseStaleConfig(before, change);
    if (change.action === 'flag.update') {
      refuseStale(change.version, before.version, () => ({
        current: toPropertiesResponse(before),
      }));
    }
    if (change.action === 'flag.archive') await this.refuseRequired(key);
    return applyFlagChange(before, change, stamp);
  }

  private async reverted(
    flag: Flag,
    { environment, toVersion }: Extract<FlagChange, { action: 'flag.revert' }>,
    stamp: Stamp,
  ): Promise<Flag> {
    const earlier = await this.audit.configAt(flag.key, environment, toVersion);
    if (earlier !== null) {
      const { state, serve, scope, rules, rollout } = earlier as unknown as FlagConfigDto;
      return revertFlag(flag, environment, { state, serve, scope, rules, rollout }, stamp);
    }
    const message = `there is no version ${toVersion} of it in ${environment}`;
    throw new DomainError('validation_error', { errors: [{ pointer: '/toVersion', message }] });
  }

  /** Says what changed since the version that was sent, and who changed it. */
  private async refuseStaleConfig(
    flag: Flag,
    { environment, version }: Extract<FlagChange, { action: 'flag.configure' }>,
  ): Promise<void> {
    const current = configIn(flag, environment);
    const entries =
      version === undefined || version === current.version
        ? []
        : await this.audit.since(flag.key, environment, version);
    refuseStale(version, current.version, () => ({
      current: toConfigResponse(current),
      changes: entries.map(toAuditResponse),
    }));
  }

  private async refuseRequired(key: string): Promise<void> {
    const requiring = await this.flags.requiring(key);
    if (requiring.length === 0) return;
    throw new DomainError('in_use', {
      detail: `Required by ${requiring.join(', ')}. Take the prerequisite away there first`,
      flags: requiring,
    });
  }

  /** Environments, tenants, plans and partners that the change names have to exist. */
  private async refuseUnknown(change: FlagChange, environments: readonly string[]): Promise<void> {
    const faults =
      change.action === 'flag.create'
        ? await this.strangersIn(change, environments)
        : change.action === 'flag.configure' && change.scope
          ? await this.tenants.unknownIn(change.scope, '/scope')
          : [];
    if (faults.length > 0) throw new DomainError('validation_error', { errors: faults });
  }

  private async strangersIn(change: CreateFlag, environments: readonly string[]): Promise<Fault[]> {
    const configs = Object.entries(configsOf(change));
    const unknown = configs.flatMap(([key], index): Fault[] =>
      environments.includes(key)
        ? []
        : [
            {
              pointer: `/environments/${Array.isArray(change.environments) ? index : key}`,
              message: `there is no environment "${key}"; there are ${environments.join(', ')}`,
            },
          ],
    );
    const scopes = configs.map(([key, { scope }]): [string, ScopeDto] => [
      scope === change.scope ? '/scope' : pointerTo(pointerTo('/environments', key), 'scope'),
      scope ?? {},
    ]);
    const distinct = new Map(scopes);
    const strangers = [...distinct].map(([at, scope]) => this.tenants.unknownIn(scope, at));
    return [...unknown, ...(await Promise.all(strangers)).flat()];
  }

  private async save(before: Flag | null, after: Flag, change: FlagChange): Promise<void> {
    const saved =
      before === null
        ? await this.flags.insertIfAbsent(after)
        : change.action === 'flag.purge'
          ? await this.flags.remove(before)
          : await this.flags.replace(after, before.version);
    if (!saved) throw before === null ? taken(after.key) : new DomainError('version_conflict');
  }
}

function taken(key: string): DomainError {
  return new DomainError('already_exists', { detail: `There is a flag "${key}" already` });
}
