import { REQUEST_ACTIONS } from '@halyard/contracts';
import type { ChangeRequestResponse, RequestImpactResponse } from '@halyard/contracts';
import { maySeeSensitive } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { differencesOf } from '../audit/differences.ts';
import { toldTo } from '../changes/made.ts';
import type { MadeImpact } from '../changes/made.ts';
import { DomainError } from '../common/domain-error.ts';
import { approvalsLeft, awaiting, changeOf, jsonOf, refuseReviewer } from './change-request.ts';
import type { Approvers, ChangeRequest } from './change-request.ts';

/** A request as someone sees it: what it waits for, and what they may do. */
export function toChangeRequestResponse(
  request: ChangeRequest,
  approvers: Approvers,
  actor: Actor,
): ChangeRequestResponse {
  const { _id, number, base, bringsBack, comments, ...stored } = request;
  const { expiresAt, applyAt, appliedAt, createdAt, updatedAt, ...rest } = stored;
  const [before, after] = [jsonOf(request.before), jsonOf(request.after)];
  const refusal = refusalOf(request, approvers, actor);
  return {
    ...rest,
    change: changeOf(request),
    before,
    after,
    differences: differencesOf(before, after),
    moved: JSON.parse(request.moved) as ChangeRequestResponse['moved'],
    reviews: request.reviews.map((review) => ({ ...review, at: review.at.toISOString() })),
    comments: (comments ?? []).map((comment) => ({ ...comment, at: comment.at.toISOString() })),
    awaiting: awaiting(request, approvers),
    approvalsLeft: approvalsLeft(request, approvers),
    reviewers: approvers.all.filter((sub) => refusalOf(request, approvers, { sub }) === null),
    actions: REQUEST_ACTIONS[request.state].filter((action) => {
      if (action === 'review') return refusal === null;
      return action !== 'apply' && actor.sub === request.author;
    }),
    refusal,
    impact: request.impact == null ? null : impactFor(request.impact, actor),
    applyAt: applyAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function impactFor(text: string, actor: Actor): RequestImpactResponse {
  const scope = scopeOf(actor, 'feature_flag:read');
  return toldTo(JSON.parse(text) as MadeImpact, scope, maySeeSensitive(actor));
}

/** Why someone may not review it now; null where they may. */
function refusalOf(
  request: ChangeRequest,
  approvers: Approvers,
  { sub }: Pick<Actor, 'sub'>,
): string | null {
  try {
    refuseReviewer(request, sub, approvers);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
