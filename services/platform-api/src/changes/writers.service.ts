import { Injectable } from '@nestjs/common';
import type { Change } from '@halyard/contracts';
import { MembersWriter } from '../access/members.writer.ts';
import { DomainError } from '../common/domain-error.ts';
import { EnvironmentsWriter } from '../environments/environments.writer.ts';
import { FeatureRequestsWriter } from '../feature-requests/feature-requests.writer.ts';
import { FlagsWriter } from '../flags/flags.writer.ts';
import { KillSwitchesWriter } from '../kill-switches/kill-switches.writer.ts';
import { OverridesWriter } from '../overrides/overrides.writer.ts';
import { SdkKeysWriter } from '../sdk-keys/sdk-keys.writer.ts';
import { SegmentsWriter } from '../segments/segments.writer.ts';
import { TenantsWriter } from '../tenants/tenants.writer.ts';
import type { Plan, Stamp } from './plan.ts';

/** Hands each change to the domain that knows what it comes to. */
@Injectable()
export class Writers {
  constructor(
    private readonly flags: FlagsWriter,
    private readonly overrides: OverridesWriter,
    private readonly segments: SegmentsWriter,
    private readonly killSwitches: KillSwitchesWriter,
    private readonly tenants: TenantsWriter,
    private readonly environments: EnvironmentsWriter,
    private readonly members: MembersWriter,
    private readonly sdkKeys: SdkKeysWriter,
    private readonly featureRequests: FeatureRequestsWriter,
  ) {}

  plan(change: Change, stamp: Stamp): Promise<Plan> {
    switch (change.action) {
      case 'override.set':
      case 'override.remove':
      case 'override.expire':
        return this.overrides.plan(change, stamp);
      case 'segment.create':
      case 'segment.update':
      case 'segment.remove':
      case 'segment.members':
      case 'segment.upload':
        return this.segments.plan(change, stamp);
      case 'kill.engage':
      case 'kill.release':
        return this.killSwitches.plan(change, stamp);
      case 'tenant.create':
      case 'tenant.update':
        return this.tenants.plan(change, stamp);
      case 'environment.create':
      case 'environment.update':
        return this.environments.plan(change, stamp);
      case 'member.set':
        return this.members.plan(change, stamp);
      case 'sdk_key.create':
      case 'sdk_key.update':
      case 'sdk_key.revoke':
        return this.sdkKeys.plan(change, stamp);
      case 'feature_request.create':
      case 'feature_request.accept':
      case 'feature_request.decline':
        return this.featureRequests.plan(change, stamp);
      case 'flag.enable':
      case 'flag.disable':
      case 'flag.rollback':
        if (change.tenant === undefined) return this.flags.plan(change, stamp);
        return this.overrides.planAction(
          { ...change, action: change.action, tenant: change.tenant },
          stamp,
        );
      case 'flag.kill':
      case 'flag.unkill':
        if (change.tenant === undefined) return this.flags.plan(change, stamp);
        throw forEveryone();
      case 'flag.purge':
        return this.purge(change, stamp);
      default:
        return this.flags.plan(change, stamp);
    }
  }

  /** A purged flag leaves no override behind that a later flag of the same key would wake. */
  private async purge(
    change: Extract<Change, { action: 'flag.purge' }>,
    stamp: Stamp,
  ): Promise<Plan> {
    const plan = await this.flags.plan(change, stamp);
    return {
      ...plan,
      save: async (versions) => {
        await plan.save(versions);
        await this.overrides.removeOf(change.key);
      },
    };
  }
}

function forEveryone(): DomainError {
  const message = 'a kill is for everyone: use rollback for one tenant';
  return new DomainError('validation_error', { errors: [{ pointer: '/tenant', message }] });
}
