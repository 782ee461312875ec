import { Injectable } from '@nestjs/common';
import type { KillSwitchChange, KillSwitchListResponse } from '@halyard/contracts';
import { NO_POLICY } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { toKillSwitchResponse } from './kill-switch.response.ts';
import type { KillSwitchRecord } from './kill-switch.schema.ts';
import { KillSwitchesRepository } from './kill-switches.repository.ts';

/** The write side of kill switches. Engaging one never waits; releasing one alters what it held down. */
@Injectable()
export class KillSwitchesWriter implements Writer<KillSwitchChange, KillSwitchListResponse> {
  constructor(
    private readonly switches: KillSwitchesRepository,
    private readonly environments: EnvironmentsService,
  ) {}

  async plan(change: KillSwitchChange, stamp: Stamp): Promise<Plan<KillSwitchListResponse>> {
    const { environment, category } = change;
    await this.environments.known(environment);
    const engaged = await this.switches.in(environment);
    const before = engaged.find((one) => one.category === category) ?? null;
    const isEngaging = change.action === 'kill.engage';
    const after = isEngaging ? (before ?? engagedBy(change, stamp)) : null;
    const left = [...engaged.filter((one) => one !== before), ...(after === null ? [] : [after])];
    return {
      before: before && toJson(toKillSwitchResponse(before)),
      after: after && toJson(toKillSwitchResponse(after)),
      about: { source: 'kill_switch', environment, tenant: null, flag: null },
      environments: [environment],
      base: { [`kill_switch:${environment}/${category}`]: before === null ? 0 : 1 },
      isSafe: isEngaging,
      policy: NO_POLICY,
      flags: [],
      next: (ruleset) => ({ ...ruleset, killSwitches: left.map((one) => one.category) }),
      locate: (_, pointer) => pointer,
      save: async () => {
        if (after !== null) await this.switches.insert(after);
        else if (before !== null) await this.switches.remove(before);
      },
      response: { items: left.map(toKillSwitchResponse) },
    };
  }
}

function engagedBy(
  { environment, category, reason }: KillSwitchChange,
  { actor, at }: Stamp,
): KillSwitchRecord {
  return { _id: newId('killSwitch'), environment, category, by: actor.sub, at, reason };
}
