import { Injectable } from '@nestjs/common';
import type { KillSwitchListResponse } from '@halyard/contracts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { toKillSwitchResponse } from './kill-switch.response.ts';
import type { KillSwitchRecord } from './kill-switch.schema.ts';
import { KillSwitchesRepository } from './kill-switches.repository.ts';

@Injectable()
export class KillSwitchesService {
  constructor(
    private readonly switches: KillSwitchesRepository,
    private readonly environments: EnvironmentsService,
  ) {}

  async list(environment?: string): Promise<KillSwitchListResponse> {
    await this.environments.known(environment);
    const records =
      environment === undefined ? await this.switches.all() : await this.switches.in(environment);
    return { items: records.map(toKillSwitchResponse) };
  }

  /** What is killed in an environment, by whom and when. */
  engagedIn(environment: string): Promise<KillSwitchRecord[]> {
    return this.switches.in(environment);
  }

  /** The categories that are killed in an environment, for its ruleset. */
  async categoriesIn(environment: string): Promise<string[]> {
    return (await this.switches.in(environment)).map(({ category }) => category);
  }
}
