import { Inject, Injectable } from '@nestjs/common';
import type { EnvironmentListResponse, EnvironmentResponse } from '@halyard/contracts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { toEnvironmentResponse } from './environment.response.ts';
import type { Environment } from './environment.ts';
import { EnvironmentsRepository } from './environments.repository.ts';

@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly environments: EnvironmentsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async list(): Promise<EnvironmentListResponse> {
    const records = await this.environments.all();
    return { items: records.map((record) => this.toResponse(record)) };
  }

  async get(key: string): Promise<EnvironmentResponse> {
    const record = await this.environments.byKey(key);
    if (record === null) throw new DomainError('not_found', { detail: `No environment "${key}"` });
    return this.toResponse(record);
  }

  all(): Promise<Environment[]> {
    return this.environments.all();
  }

  async keys(): Promise<string[]> {
    return (await this.environments.all()).map(({ key }) => key);
  }

  /**
   * The keys of all environments.
   * @throws DomainError `validation_error` where the one that a caller named is not among them.
   */
  async known(named: string | undefined, pointer = '/environment'): Promise<string[]> {
    const keys = await this.keys();
    if (named === undefined || keys.includes(named)) return keys;
    const message = `there is no environment "${named}"; there are ${keys.join(', ')}`;
    throw new DomainError('validation_error', { errors: [{ pointer, message }] });
  }

  /** The environment that a caller named, or else the default one. @throws DomainError as `known`. */
  async named(key: string = this.env.HALYARD_DEFAULT_ENVIRONMENT): Promise<string> {
    await this.known(key);
    return key;
  }

  /** Says of an environment whether it is protected. */
  async protection(): Promise<(key: string) => boolean> {
    const records = await this.environments.all();
    const isProtected = new Set(records.filter((one) => one.protected).map(({ key }) => key));
    return (key) => isProtected.has(key);
  }

  /** Takes the environments' turn and answers their new ruleset versions. Only within a transaction. */
  bump(keys: readonly string[]): Promise<Record<string, number>> {
    return this.environments.bump(keys);
  }

  /** Notes that a change was everyone's. Only within its transaction. */
  share(versions: Readonly<Record<string, number>>): Promise<void> {
    return this.environments.share(Object.keys(versions));
  }

  toResponse(record: Environment): EnvironmentResponse {
    return toEnvironmentResponse(record, this.env.HALYARD_DEFAULT_ENVIRONMENT);
  }
}
