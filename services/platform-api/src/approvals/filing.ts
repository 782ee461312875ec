import type { Change, CreateChangeRequestDto } from '@halyard/contracts';
import type { Plan, Stamp } from '../changes/plan.ts';
import { DomainError } from '../common/domain-error.ts';
import { contentHashOf, contentOf } from './change-request.ts';
import type { ChangeRequest } from './change-request.ts';

/** Nobody finished it in this time: it expires. */
const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** What a request is about, bound to the state that its plan was made from. */
type Content = Pick<
  ChangeRequest,
  | 'change'
  | 'base'
  | 'contentHash'
  | 'before'
  | 'after'
  | 'environments'
  | 'tenant'
  | 'flag'
  | 'sensitive'
  | 'bringsBack'
>;

function contentIn(change: Change, plan: Plan): Content {
  return {
    change: JSON.stringify(contentOf(change)),
    base: JSON.stringify(plan.base),
    contentHash: contentHashOf(change, plan.base),
    before: JSON.stringify(plan.before),
    after: JSON.stringify(plan.after),
    environments: plan.environments,
    tenant: plan.about.source === 'override' ? plan.about.tenant : null,
    flag: plan.about.flag,
    sensitive: plan.policy.sensitive,
    bringsBack: broughtBackBy(change),
  };
}

/** The kill switch, or the flag in its environment, that a change releases; null for any other change. */
function broughtBackBy(change: Change): string | null {
  if (change.action === 'kill.release') {
    return `kill_switch:${change.environment}/${change.category}`;
  }
  return change.action === 'flag.unkill' ? `flag:${change.environment}/${change.key}` : null;
}

/** A new request. */
export function filed(
  body: CreateChangeRequestDto,
  plan: Plan,
  { id, number }: { id: string; number: number },
  { actor, at }: Stamp,
): ChangeRequest {
  const applyAt = momentOf(body.applyAt, at);
  refuseSecret(body.change);
  refuseFeatureRequest(body.change);
  return withEvidence({
    ...contentIn(body.change, plan),
    _id: id,
    ref: `CR-${String(number).padStart(6, '0')}`,
    number,
    state: body.draft === true ? 'draft' : 'in_review',
    moved: '[]',
    conflict: null,
    rationale: body.rationale,
    evidence: body.evidence ?? null,
    author: actor.sub,
    authorName: actor.name,
    reviews: [],
    applyAt,
    expiresAt: new Date((applyAt ?? at).getTime() + LIFETIME_MS),
    appliedAt: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
}

/** The request with other content, or the same on another base. Its approvals were of the old: they are void. */
export function withContent(
  request: ChangeRequest,
  change: Change,
  plan: Plan,
  more: Partial<Pick<ChangeRequest, 'rationale' | 'evidence' | 'applyAt' | 'moved'>>,
  at: Date,
): ChangeRequest {
  return withEvidence({
    ...request,
    ...contentIn(change, plan),
    ...more,
    state: request.state === 'draft' ? 'draft' : 'in_review',
    conflict: null,
    reviews: [],
    version: request.version + 1,
    updatedAt: at,
  });
}

/** What a tenant asks for is its own people's to ask, and an answer to it alters nothing that is served. */
function refuseFeatureRequest({ action }: Change): void {
  if (!action.startsWith('feature_request.')) return;
  const message = 'takes no approval: make it directly';
  throw new DomainError('validation_error', { errors: [{ pointer: '/change/action', message }] });
}

/** Its secret is shown to whoever makes it: at the end of a request that would be nobody. */
function refuseSecret({ action }: Change): void {
  if (action !== 'sdk_key.create') return;
  const message = 'is for an admin to do directly: the answer holds the secret';
  throw new DomainError('validation_error', { errors: [{ pointer: '/change/action', message }] });
}

/** @throws DomainError `validation_error` for a time that has passed. */
export function momentOf(text: string | null | undefined, now: Date): Date | null {
  if (text == null) return null;
  const moment = new Date(text);
  if (moment > now) return moment;
  const errors = [{ pointer: '/applyAt', message: 'has to be in the future' }];
  throw new DomainError('validation_error', { errors });
}

function withEvidence(request: ChangeRequest): ChangeRequest {
  if (!request.sensitive || request.evidence !== null) return request;
  throw new DomainError('evidence_required', {
    detail: 'The flag is sensitive: say what shows that the change is safe, or link to it',
    errors: [{ pointer: '/evidence', message: 'is required for a sensitive flag' }],
  });
}
