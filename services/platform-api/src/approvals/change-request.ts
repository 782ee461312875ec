import type { Change, RequestState } from '@halyard/contracts';
import { APPROVALS_NEEDED, REQUEST_ACTIONS, WAITING_REQUEST_STATES } from '@halyard/contracts';
import type { RequestAction } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { DomainError } from '../common/domain-error.ts';

/** A review, as stored. */
export interface Review {
  readonly by: string;
  readonly byName: string;
  readonly decision: 'approve' | 'reject';
  readonly comment: string;
  readonly at: Date;
}

/** What somebody said about a request, as stored. */
export interface Comment {
  readonly by: string;
  readonly byName: string;
  readonly text: string;
  readonly at: Date;
}

/** A change that waits for two reviewers, as stored. */
export interface ChangeRequest {
  readonly _id: string;
  readonly ref: string;
  readonly number: number;
  readonly state: RequestState;
  /** JSON text of the change without its rationale: what approvals are of. */
  readonly change: string;
  /** JSON text of the versions that it is based on. */
  readonly base: string;
  readonly contentHash: string;
  /** JSON text. */
  readonly before: string;
  readonly after: string;
  /** JSON text: the differences between what it was based on and what there is. */
  readonly moved: string;
  readonly conflict: string | null;
  readonly rationale: string;
  readonly evidence: string | null;
  readonly author: string;
  readonly authorName: string;
  /** Of the content as it is: an edit takes them away. */
  readonly reviews: readonly Review[];
  /** Absent until somebody says something. Approvals are not of them. */
  readonly comments?: readonly Comment[];
  readonly environments: readonly string[];
  /** The one tenant that it touches; null where it is the platform's. */
  readonly tenant: string | null;
  readonly flag: string | null;
  readonly sensitive: boolean;
  /** What is killed and comes back by it: no other that waits has the same. Absent in old ones. */
  readonly bringsBack?: string | null;
  readonly applyAt: Date | null;
  readonly expiresAt: Date;
  readonly appliedAt: Date | null;
  /** JSON text: whom it reached when it was made. Absent until then, in old ones, and in lists. */
  readonly impact?: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The change as approvals are of it: without what differs between filing it and making it. */
export function contentOf(change: Change): Change {
  const {
    approvalRef: _,
    version: __,
    rationale: ___,
    ...content
  } = {
    approvalRef: undefined,
    version: undefined,
    rationale: undefined,
    ...change,
  };
  return content as Change;
}

/** Binds approvals to exactly this change of exactly this state. */
export function contentHashOf(change: Change, base: Readonly<Record<string, number>>): string {
  const text = canonicalize({ change: contentOf(change), base }) ?? '';
  return createHash('sha256').update(text).digest('hex');
}

export function changeOf(request: ChangeRequest): Change {
  return JSON.parse(request.change) as Change;
}

export function jsonOf(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** @throws DomainError `request_closed` where the state has no place for it. */
export function refuseUnless(action: RequestAction, { ref, state }: ChangeRequest): void {
  if ((REQUEST_ACTIONS[state] as readonly RequestAction[]).includes(action)) return;
  throw new DomainError('request_closed', {
    detail: `${ref} is ${state}: there is no ${action} now`,
  });
}

/** Whether it needs nothing more of its author to be made. */
export function isWaiting({ state }: ChangeRequest): boolean {
  return (WAITING_REQUEST_STATES as readonly RequestState[]).includes(state);
}

/** Who may give approvals, and who holds the right for the tenant itself. */
export interface Approvers {
  /** On the platform, or for the request's tenant. */
  readonly all: readonly string[];
  /** For the request's tenant: where there are any, one of the two approvals is theirs. */
  readonly ofTenant: readonly string[];
}

/** The approvals that count: of those who still hold the right, and never the author's own. */
export function countingApprovals(request: ChangeRequest, approvers: Approvers): readonly string[] {
  return request.reviews
    .filter(({ by, decision }) => decision === 'approve' && by !== request.author)
    .map(({ by }) => by)
    .filter((by) => approvers.all.includes(by));
}

/** Whether a tenant's own approver still has to be among the approvals. */
export function awaitsTenant(request: ChangeRequest, approvers: Approvers): boolean {
  const own = approvers.ofTenant.filter((sub) => sub !== request.author);
  const given = countingApprovals(request, approvers);
  return own.length > 0 && !given.some((sub) => own.includes(sub));
}

export function isApproved(request: ChangeRequest, approvers: Approvers): boolean {
  const { length } = countingApprovals(request, approvers);
  return length >= APPROVALS_NEEDED && !awaitsTenant(request, approvers);
}

/** How many approvals it still needs; none where it is not in review. */
export function approvalsLeft(request: ChangeRequest, approvers: Approvers): number {
  if (request.state !== 'in_review') return 0;
  const left = APPROVALS_NEEDED - countingApprovals(request, approvers).length;
  return Math.max(left, awaitsTenant(request, approvers) ? 1 : 0);
}

/** What it waits for, in words. */
export function awaiting(request: ChangeRequest, approvers: Approvers): string {
  if (request.state !== 'in_review') return request.state.replace('_', ' ');
  const words = `awaiting ${approvalsLeft(request, approvers)} of ${APPROVALS_NEEDED}`;
  if (!awaitsTenant(request, approvers)) return words;
  return `${words}, one from ${request.tenant ?? 'the tenant'}`;
}

/**
 * Whether someone may review it now.
 * @throws DomainError saying why not.
 */
export function refuseReviewer(request: ChangeRequest, sub: string, approvers: Approvers): void {
  refuseUnless('review', request);
  if (sub === request.author) throw new DomainError('own_request', { detail: 'Ask two others' });
  if (!approvers.all.includes(sub)) {
    throw new DomainError('permission_denied', {
      detail: 'It takes the role approver for what the change touches',
    });
  }
  if (request.reviews.some(({ by }) => by === sub)) {
    throw new DomainError('already_reviewed', { detail: 'Somebody else has to review it too' });
  }
}
