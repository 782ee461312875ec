import { Injectable } from '@nestjs/common';
import { FEATURE_REQUEST_ACTIONS, LIMITS } from '@halyard/contracts';
import type {
  FeatureRequestAction,
  FeatureRequestChange,
  FeatureRequestResponse,
} from '@halyard/contracts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { NO_RULESET } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { newId } from '../database/ids.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { toFeatureRequestResponse } from './feature-request.response.ts';
import { answerFeatureRequest, createFeatureRequest } from './feature-request.ts';
import type { Answered, FeatureRequest } from './feature-request.ts';
import { FeatureRequestsRepository } from './feature-requests.repository.ts';
import { FeatureRequestsService } from './feature-requests.service.ts';

type Created = Extract<FeatureRequestChange, { action: 'feature_request.create' }>;

const DAY_MS = 86_400_000;

/** The write side of what tenants ask for. It alters no ruleset: an override, or a flag, is another change. */
@Injectable()
export class FeatureRequestsWriter implements Writer<FeatureRequestChange, FeatureRequestResponse> {
  constructor(
    private readonly requests: FeatureRequestsRepository,
    private readonly service: FeatureRequestsService,
    private readonly tenants: TenantsService,
    private readonly flags: FlagsService,
  ) {}

  plan(change: FeatureRequestChange, stamp: Stamp): Promise<Plan<FeatureRequestResponse>> {
    return change.action === 'feature_request.create'
      ? this.creation(change, stamp)
      : this.answer(change, stamp);
  }

  private async creation(change: Created, stamp: Stamp): Promise<Plan<FeatureRequestResponse>> {
    await this.tenants.get(change.tenant);
    await this.refuseTooMany({ all: false, tenants: [change.tenant] }, stamp.at);
    const number = await this.requests.nextNumber(change.tenant);
    const request = createFeatureRequest(change, number, newId('featureRequest'), stamp);
    return { ...planOf(null, request), save: () => this.requests.insert(request) };
  }

  private async answer(change: Answered, stamp: Stamp): Promise<Plan<FeatureRequestResponse>> {
    const before = await this.service.existing(change.tenant, change.number, stamp.actor);
    refuseStale(change.version, before.version, () => ({
      current: toFeatureRequestResponse(before),
    }));
    refuseAnswered(before, change);
    if (change.action === 'feature_request.accept') await this.refuseUnknownFlag(change.flag);
    const after = answerFeatureRequest(before, change, stamp);
    return {
      ...planOf(before, after),
      save: async () => {
        if (await this.requests.replace(after, before.version)) return;
        throw new DomainError('version_conflict');
      },
    };
  }

  /** Somebody reads them: a heap of them helps nobody. */
  private async refuseTooMany(own: TenantScope, at: Date): Promise<void> {
    const { openFeatureRequests: open, featureRequestsPerDay: perDay } = LIMITS;
    if ((await this.requests.countOpen(own)) >= open) {
      throw invalid('/title', `${open} requests are open: wait for an answer to one of them`);
    }
    if ((await this.requests.countSince(own, new Date(+at - DAY_MS))) >= perDay) {
      throw invalid('/title', `${perDay} requests were made within a day: ask again tomorrow`);
    }
  }

  private async refuseUnknownFlag(key: string): Promise<void> {
    const flag = await this.flags.find(key);
    if (flag === null) throw invalid('/flag', `there is no flag "${key}"`);
    if (flag.archivedAt !== null) throw invalid('/flag', 'is archived: restore it first');
  }
}

function refuseAnswered({ state }: FeatureRequest, { action }: Answered): void {
  const asked = action === 'feature_request.accept' ? 'accept' : 'decline';
  const possible: readonly FeatureRequestAction[] = FEATURE_REQUEST_ACTIONS[state];
  if (possible.includes(asked)) return;
  throw new DomainError('request_closed', { detail: `It was ${state} already` });
}

function invalid(pointer: string, message: string): DomainError {
  return new DomainError('validation_error', { errors: [{ pointer, message }] });
}

function planOf(
  before: FeatureRequest | null,
  after: FeatureRequest,
): Omit<Plan<FeatureRequestResponse>, 'save'> {
  const { tenant, number } = after;
  const response = toFeatureRequestResponse(after);
  return {
    ...NO_RULESET,
    before: before && toJson(toFeatureRequestResponse(before)),
    after: toJson(response),
    about: { source: 'feature_request', environment: null, tenant, flag: null },
    base: { [`feature_request:${tenant}/${number}`]: before?.version ?? 0 },
    response,
  };
}
