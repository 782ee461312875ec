import { Injectable } from '@nestjs/common';
import type { CreatedSdkKeyResponse, SdkKeyChange, SdkKeyResponse } from '@halyard/contracts';
import { NO_RULESET } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { toSdkKeyResponse } from './sdk-key.response.ts';
import { changeSdkKey, createSdkKey, newSecret } from './sdk-key.ts';
import type { SdkKey } from './sdk-key.ts';
import { SdkKeyRing } from './sdk-key-ring.ts';
import { SdkKeysRepository } from './sdk-keys.repository.ts';
import { SdkKeysService } from './sdk-keys.service.ts';

type Created = Extract<SdkKeyChange, { action: 'sdk_key.create' }>;
type Changed = Exclude<SdkKeyChange, Created>;

/** The write side of SDK keys. A secret is in its creation's answer alone, never in the trail. */
@Injectable()
export class SdkKeysWriter implements Writer<SdkKeyChange, SdkKeyResponse> {
  constructor(
    private readonly keys: SdkKeysRepository,
    private readonly service: SdkKeysService,
    private readonly ring: SdkKeyRing,
    private readonly environments: EnvironmentsService,
    private readonly tenants: TenantsService,
  ) {}

  plan(change: SdkKeyChange, stamp: Stamp): Promise<Plan<SdkKeyResponse>> {
    return change.action === 'sdk_key.create'
      ? this.creation(change, stamp)
      : this.alteration(change, stamp);
  }

  private async creation(
    change: Created,
    { actor, at }: Stamp,
  ): Promise<Plan<CreatedSdkKeyResponse>> {
    await this.environments.known(change.environment);
    if (change.tenant !== undefined) await this.tenants.get(change.tenant);
    const secret = newSecret(change.kind);
    const key = createSdkKey(change, secret, { id: newId('sdkKey'), sub: actor.sub, at });
    return {
      ...this.planOf(null, key),
      save: () => this.keys.insert(key),
      response: { ...toSdkKeyResponse(key), secret },
    };
  }

  private async alteration(change: Changed, { actor, at }: Stamp): Promise<Plan<SdkKeyResponse>> {
    const before = await this.service.existing(change.id, actor);
    refuseStale(change.version, before.version, () => ({ current: toSdkKeyResponse(before) }));
    const after = changeSdkKey(before, change, at);
    return {
      ...this.planOf(before, after),
      save: async () => {
        if (await this.keys.replace(after, before.version)) return;
        throw new DomainError('version_conflict');
      },
    };
  }

  private planOf(before: SdkKey | null, after: SdkKey): Omit<Plan<SdkKeyResponse>, 'save'> {
    const response = toSdkKeyResponse(after);
    return {
      ...NO_RULESET,
      before: before && toJson(toSdkKeyResponse(before)),
      after: toJson(response),
      about: {
        source: 'sdk_key',
        environment: after.environment,
        tenant: response.tenant,
        flag: null,
      },
      base: { [`sdk_key:${after._id}`]: before?.version ?? 0 },
      inForce: () => this.ring.caughtUp(after),
      response,
    };
  }
}
