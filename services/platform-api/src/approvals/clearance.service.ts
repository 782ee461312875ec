import { Injectable } from '@nestjs/common';
import type { Change } from '@halyard/contracts';
import { AccessService } from '../access/access.service.ts';
import { ALL_TENANTS } from '../access/tenant-scope.ts';
import { differencesOf } from '../audit/differences.ts';
import type { MadeImpact } from '../changes/made.ts';
import type { Plan, Stamp } from '../changes/plan.ts';
import { DomainError } from '../common/domain-error.ts';
import type { ProblemExtras } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { contentHashOf, contentOf, isApproved, jsonOf } from './change-request.ts';
import type { ChangeRequest } from './change-request.ts';
import { ChangeRequestsRepository } from './change-requests.repository.ts';

/** Where a change that needs approval can be filed. */
const FILE_AT = '/api/admin/change-requests';

/**
 * The gate's keeper. What needs approval passes only with a request that is approved, by reviewers who
 * may approve now, for exactly this content, based on exactly this state. There is no other way past.
 */
@Injectable()
export class Clearance {
  constructor(
    private readonly requests: ChangeRequestsRepository,
    private readonly access: AccessService,
  ) {}

  /**
   * Answers the request that clears the change, now marked as applied; null where none is needed. Only
   * within the change's own transaction: both happen, or neither. It keeps whom the change reaches.
   * @throws DomainError `approval_required` where there is none, or not for this.
   */
  async clear(
    change: Change,
    plan: Plan,
    reasons: readonly string[],
    { at }: Stamp,
    reached: () => Promise<MadeImpact | undefined>,
  ): Promise<string | null> {
    const ref = 'approvalRef' in change ? change.approvalRef : undefined;
    if (ref === undefined) {
      if (reasons.length === 0) return null;
      throw needed(change, reasons, {
        detail: `${reasons.join('. ')}. File it: two others review it`,
      });
    }
    const request = await this.requests.byRef(ALL_TENANTS, ref);
    if (request === null) throw needed(change, reasons, { detail: `There is no request ${ref}` });
    await this.refuseUncleared(change, plan, reasons, request);
    const impact = await reached();
    const applied: ChangeRequest = {
      ...request,
      impact: impact === undefined ? null : JSON.stringify(impact),
      state: 'applied',
      appliedAt: at,
      version: request.version + 1,
      updatedAt: at,
    };
    if (await this.requests.replace(applied, request.version)) return ref;
    throw new DomainError('version_conflict', { detail: `${ref} has changed meanwhile` });
  }

  private async refuseUncleared(
    change: Change,
    plan: Plan,
    reasons: readonly string[],
    request: ChangeRequest,
  ): Promise<void> {
    const { ref, state } = request;
    if (state !== 'approved') {
      throw needed(change, reasons, {
        detail: `${ref} is ${state.replace('_', ' ')}, not approved`,
      });
    }
    const differences = differencesOf(jsonOf(request.change), toJson(contentOf(change)));
    if (differences.length > 0) {
      throw needed(change, reasons, { detail: `${ref} approved another change`, differences });
    }
    if (contentHashOf(change, plan.base) !== request.contentHash) {
      throw new DomainError('version_conflict', {
        detail: `What ${ref} is based on has changed since it was filed`,
        differences: differencesOf(jsonOf(request.base), plan.base),
      });
    }
    if (!isApproved(request, await this.access.approversFor(request.tenant))) {
      throw needed(change, reasons, {
        detail: `Not all who approved ${ref} may approve it now`,
      });
    }
  }
}

/** The refusal carries the change as it can be posted to the change requests. */
function needed(change: Change, reasons: readonly string[], extras: ProblemExtras): DomainError {
  return new DomainError('approval_required', {
    ...extras,
    reasons,
    change: contentOf(change),
    changeRequestUrl: FILE_AT,
  });
}
