import { Injectable } from '@nestjs/common';
import type { Change, Fault } from '@halyard/contracts';
import { AccessService } from '../access/access.service.ts';
import { systemActor } from '../access/actor.ts';
import { ALL_TENANTS } from '../access/tenant-scope.ts';
import { differencesOf } from '../audit/differences.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { DomainError } from '../common/domain-error.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { changeOf, jsonOf } from './change-request.ts';
import type { ChangeRequest } from './change-request.ts';
import { ChangeRequestsRepository } from './change-requests.repository.ts';
import { RequestTrail } from './request-trail.service.ts';

const BATCH = 50;
const SCHEDULER = systemActor('schedule');

/**
 * Makes what has been approved: the change goes through the one door like any other, with its
 * `approvalRef`, as its author. The door checks everything again; what it refuses is conflicted.
 */
@Injectable()
export class RequestApplier {
  constructor(
    private readonly requests: ChangeRequestsRepository,
    private readonly changes: ChangesService,
    private readonly access: AccessService,
    private readonly unitOfWork: UnitOfWork,
    private readonly trail: RequestTrail,
  ) {}

  /** Applies a request that is approved and whose time has come. */
  async applyIfDue(ref: string, requestId: string): Promise<void> {
    const request = await this.requests.byRef(ALL_TENANTS, ref);
    if (request?.state !== 'approved') return;
    if (request.applyAt !== null && request.applyAt > new Date()) return;
    await this.apply(request, requestId);
  }

  /** Applies what is due and expires what nobody finished. Safe on every replica at once. */
  async tick(): Promise<void> {
    const now = new Date();
    for (const { ref } of await this.requests.due(now, BATCH)) {
      await this.applyIfDue(ref, SCHEDULER.requestId);
    }
    for (const request of await this.requests.overdue(now, BATCH)) {
      await this.close(request, { state: 'expired' }, 'request.expire', null);
    }
  }

  private async apply(request: ChangeRequest, requestId: string): Promise<void> {
    const { ref, author, authorName, rationale } = request;
    const content = changeOf(request);
    const why = 'reason' in content ? {} : { rationale };
    const change = { ...content, ...why, approvalRef: ref } as Change;
    const actor = await this.access.personBehind(author, authorName, requestId);
    try {
      await this.changes.submit(change, actor);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Nothing is wrong with the request: it is tried again at the next tick.
      if (error.code === 'unavailable') throw error;
      await this.conflict(request, whyOf(error));
      return;
    }
    const after = await this.requests.byRef(ALL_TENANTS, ref);
    if (after?.state === 'approved') await this.conflict(request, 'It is as it should be already');
  }

  private async conflict(request: ChangeRequest, why: string): Promise<void> {
    const current = await this.requests.byRef(ALL_TENANTS, request.ref);
    // Somebody else has applied it in the same moment.
    if (current?.state !== 'approved') return;
    const moved = JSON.stringify(await this.moved(request));
    await this.close(
      current,
      { state: 'conflicted', conflict: why, moved },
      'request.conflict',
      why,
    );
  }

  /** What there is now, against what the request was based on. */
  private async moved(request: ChangeRequest) {
    const actor = await this.access.personBehind(request.author, request.authorName, '');
    try {
      const { plan } = await this.changes.draft(changeOf(request), actor);
      return differencesOf(jsonOf(request.before), plan.before);
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  private async close(
    request: ChangeRequest,
    change: Partial<ChangeRequest>,
    action: `request.${string}`,
    why: string | null,
  ): Promise<void> {
    const closed = { ...request, ...change, version: request.version + 1, updatedAt: new Date() };
    await this.unitOfWork.run(async () => {
      if (!(await this.requests.replace(closed, request.version))) return;
      await this.trail.note(action, request, closed, SCHEDULER, why);
    });
  }
}

/** What stands in the way, in words. */
function whyOf({ message, extras }: DomainError): string {
  const faults = (extras['errors'] ?? []) as readonly Fault[];
  if (extras.detail !== undefined || faults.length === 0) return message;
  return faults.map((fault) => `${fault.pointer} ${fault.message}`).join('; ');
}
