import { Injectable } from '@nestjs/common';
import type { EnvironmentChange, EnvironmentResponse } from '@halyard/contracts';
import { NO_RULESET } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { createEnvironment, updateEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { EnvironmentsRepository } from './environments.repository.ts';
import { EnvironmentsService } from './environments.service.ts';

/** The write side of environments. */
@Injectable()
export class EnvironmentsWriter implements Writer<EnvironmentChange, EnvironmentResponse> {
  constructor(
    private readonly environments: EnvironmentsRepository,
    private readonly service: EnvironmentsService,
  ) {}

  async plan(change: EnvironmentChange, { at }: Stamp): Promise<Plan<EnvironmentResponse>> {
    const before = await this.environments.byKey(change.key);
    if (change.action === 'environment.create' && before !== null) throw taken(change.key);
    const after =
      change.action === 'environment.create'
        ? createEnvironment(change, newId('environment'), at)
        : updateEnvironment(this.existing(before, change), change, at);
    const response = this.service.toResponse(after);
    return {
      ...NO_RULESET,
      before: before && toJson(this.service.toResponse(before)),
      after: toJson(response),
      about: { source: 'environment', environment: change.key, tenant: null, flag: null },
      base: { [`environment:${change.key}`]: before?.version ?? 0 },
      save: () => this.save(before, after),
      response,
    };
  }

  private existing(record: Environment | null, { key, version }: EnvironmentChange): Environment {
    if (record === null) throw new DomainError('not_found', { detail: `No environment "${key}"` });
    refuseStale(version, record.version, () => ({ current: this.service.toResponse(record) }));
    return record;
  }

  private async save(before: Environment | null, after: Environment): Promise<void> {
    const saved =
      before === null
        ? await this.environments.insertIfAbsent(after)
        : await this.environments.replace(after, before.version);
    if (!saved) throw before === null ? taken(after.key) : new DomainError('version_conflict');
  }
}

function taken(key: string): DomainError {
  return new DomainError('already_exists', { detail: `There is an environment "${key}" already` });
}
