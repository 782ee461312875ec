import { Injectable } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type {
  ChangeRequestResponse,
  CommentDto,
  CreateChangeRequestDto,
  ReviewDto,
  UpdateChangeRequestDto,
} from '@halyard/contracts';
import { AccessService } from '../access/access.service.ts';
import type { Actor } from '../access/actor.ts';
import { differencesOf } from '../audit/differences.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { newId } from '../database/ids.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import {
  changeOf,
  isApproved,
  isWaiting,
  jsonOf,
  refuseReviewer,
  refuseUnless,
} from './change-request.ts';
import type { ChangeRequest } from './change-request.ts';
import { ChangeRequestsRepository } from './change-requests.repository.ts';
import { filed, momentOf, withContent } from './filing.ts';
import { RequestApplier } from './request-applier.service.ts';
import { RequestReader } from './request-reader.service.ts';
import { RequestTrail } from './request-trail.service.ts';

/** Change requests: filed, reviewed by two others, applied; or conflicted, rebased and reviewed again. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly requests: ChangeRequestsRepository,
    private readonly reader: RequestReader,
    private readonly changes: ChangesService,
    private readonly access: AccessService,
    private readonly unitOfWork: UnitOfWork,
    private readonly trail: RequestTrail,
    private readonly applier: RequestApplier,
  ) {}

  /** Files a change for review. It has to be one that could be made now. */
  async file(body: CreateChangeRequestDto, actor: Actor): Promise<ChangeRequestResponse> {
    const { plan } = await this.changes.draft(body.change, actor);
    const [id, at] = [newId('changeRequest'), new Date()];
    const request = await this.unitOfWork.run(async () => {
      const number = await this.requests.nextNumber();
      const request = filed(body, plan, { id, number }, { actor, at });
      await this.refuseRival(request);
      await this.requests.insert(request);
      await this.trail.note('request.file', null, request, actor, body.rationale);
      return request;
    });
    return this.reader.answer(request, actor);
  }

  /** Edits a request; the approvals that it had were of something else, and are void. */
  async edit(
    ref: string,
    body: UpdateChangeRequestDto,
    actor: Actor,
  ): Promise<ChangeRequestResponse> {
    const request = await this.own(ref, actor);
    refuseUnless('edit', request);
    refuseStale(body.version, request.version, () => ({}));
    const change = body.change ?? changeOf(request);
    const { plan } = await this.changes.draft(change, actor);
    const { rationale = request.rationale, evidence = request.evidence } = body;
    const at = new Date();
    const applyAt = body.applyAt === undefined ? request.applyAt : momentOf(body.applyAt, at);
    const edited = withContent(request, change, plan, { rationale, evidence, applyAt }, at);
    return this.replace('request.edit', request, edited, actor);
  }

  async submit(ref: string, actor: Actor): Promise<ChangeRequestResponse> {
    const request = await this.own(ref, actor);
    refuseUnless('submit', request);
    return this.replace('request.submit', request, inState(request, 'in_review'), actor);
  }

  async withdraw(ref: string, actor: Actor): Promise<ChangeRequestResponse> {
    const request = await this.own(ref, actor);
    refuseUnless('withdraw', request);
    return this.replace('request.withdraw', request, inState(request, 'withdrawn'), actor);
  }

  /** Puts a conflicted request on what there is now, says what moved, and asks for review again. */
  async rebase(ref: string, actor: Actor): Promise<ChangeRequestResponse> {
    const request = await this.own(ref, actor);
    refuseUnless('rebase', request);
    const change = changeOf(request);
    const { plan } = await this.changes.draft(change, actor);
    const moved = JSON.stringify(differencesOf(jsonOf(request.before), plan.before));
    const rebased = withContent(request, change, plan, { moved }, new Date());
    return this.replace('request.rebase', request, rebased, actor);
  }

  /** Says something about a request, whatever its state. It takes nothing from its approvals. */
  async comment(ref: string, { text }: CommentDto, actor: Actor): Promise<ChangeRequestResponse> {
    const request = await this.reader.readable(ref, actor);
    const comment = { by: actor.sub, byName: actor.name, text, at: new Date() };
    await this.unitOfWork.run(async () => {
      if (!(await this.requests.addComment(request._id, comment))) throw tooManyComments();
      await this.trail.note('request.comment', request, request, actor, text);
    });
    return this.reader.get(ref, actor);
  }

  /**
   * Approves or rejects. The second approval applies the request at once, or at its `applyAt`.
   * @throws DomainError saying why not; the request is as it was, and the attempt is in the audit.
   */
  async review(ref: string, body: ReviewDto, actor: Actor): Promise<ChangeRequestResponse> {
    const request = await this.reader.readable(ref, actor);
    try {
      await this.unitOfWork.run(() => this.record(ref, body, actor));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const why = `${body.decision} refused: ${error.code}`;
      await this.unitOfWork.run(() =>
        this.trail.note('request.refused', request, request, actor, why),
      );
      throw error;
    }
    await this.applier.applyIfDue(ref, actor.requestId);
    return this.reader.get(ref, actor);
  }

  private async record(ref: string, body: ReviewDto, actor: Actor): Promise<void> {
    const request = await this.reader.readable(ref, actor);
    const approvers = await this.access.approversFor(request.tenant);
    refuseReviewer(request, actor.sub, approvers);
    if (body.contentHash !== undefined && body.contentHash !== request.contentHash) {
      throw new DomainError('content_changed', { detail: `Read ${ref} again: it was edited` });
    }
    const { decision, comment = '' } = body;
    const review = { by: actor.sub, byName: actor.name, decision, comment, at: new Date() };
    const reviewed = { ...request, reviews: [...request.reviews, review] };
    const state =
      decision === 'reject'
        ? 'rejected'
        : isApproved(reviewed, approvers)
          ? 'approved'
          : 'in_review';
    await this.save('request.review', request, inState(reviewed, state), actor, comment || null);
  }

  private async replace(
    action: `request.${string}`,
    before: ChangeRequest,
    after: ChangeRequest,
    actor: Actor,
  ): Promise<ChangeRequestResponse> {
    await this.unitOfWork.run(() => this.save(action, before, after, actor, null));
    return this.reader.answer(after, actor);
  }

  private async save(
    action: `request.${string}`,
    before: ChangeRequest,
    after: ChangeRequest,
    actor: Actor,
    rationale: string | null,
  ): Promise<void> {
    await this.refuseRival(after);
    if (!(await this.requests.replace(after, before.version))) {
      throw new DomainError('version_conflict', { detail: `${before.ref} has changed meanwhile` });
    }
    await this.trail.note(action, before, after, actor, rationale);
  }

  /** What is killed is brought back by one request at a time: a second would find nothing to do. */
  private async refuseRival(request: ChangeRequest): Promise<void> {
    const { _id, bringsBack } = request;
    if (bringsBack == null || !isWaiting(request)) return;
    const rival = await this.requests.rivalOf(_id, bringsBack);
    if (rival === null) return;
    const { ref, authorName } = rival;
    throw new DomainError('request_open', {
      detail: `${ref} by ${authorName} waits to bring it back: ask two others to approve that one`,
      ref,
      changeRequestUrl: `/api/admin/change-requests/${ref}`,
    });
  }

  private async own(ref: string, actor: Actor): Promise<ChangeRequest> {
    const request = await this.reader.readable(ref, actor);
    if (request.author === actor.sub) return request;
    throw new DomainError('permission_denied', { detail: `${ref} is ${request.authorName}'s` });
  }
}

function inState(request: ChangeRequest, state: ChangeRequest['state']): ChangeRequest {
  return { ...request, state, version: request.version + 1, updatedAt: new Date() };
}

function tooManyComments(): DomainError {
  const message = `is one more than the ${LIMITS.commentsPerRequest} that a request may have`;
  return new DomainError('validation_error', { errors: [{ pointer: '/text', message }] });
}
