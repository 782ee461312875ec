import type { FeatureRequestChange, FeatureRequestState } from '@halyard/contracts';
import type { Stamp } from '../changes/plan.ts';

/** What a tenant has asked for, and what it was answered, as stored. */
export interface FeatureRequest {
  readonly _id: string;
  readonly tenant: string;
  /** From 1, for each tenant. */
  readonly number: number;
  readonly title: string;
  readonly details: string;
  readonly state: FeatureRequestState;
  /** The flag that brings it, once it is accepted. */
  readonly flag: string | null;
  /** A note, or why it was declined. */
  readonly answer: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly createdAt: Date;
  readonly answeredBy: string | null;
  readonly answeredByName: string | null;
  readonly answeredAt: Date | null;
  readonly version: number;
}

type Created = Extract<FeatureRequestChange, { action: 'feature_request.create' }>;
export type Answered = Exclude<FeatureRequestChange, Created>;

export function createFeatureRequest(
  { tenant, title, details = '' }: Created,
  number: number,
  id: string,
  { actor, at }: Stamp,
): FeatureRequest {
  return {
    _id: id,
    tenant,
    number,
    title: title.trim(),
    details: details.trim(),
    state: 'open',
    flag: null,
    answer: null,
    requestedBy: actor.sub,
    requestedByName: actor.name,
    createdAt: at,
    answeredBy: null,
    answeredByName: null,
    answeredAt: null,
    version: 1,
  };
}

export function answerFeatureRequest(
  request: FeatureRequest,
  change: Answered,
  { actor, at }: Stamp,
): FeatureRequest {
  return {
    ...request,
    ...(change.action === 'feature_request.accept'
      ? { state: 'accepted', flag: change.flag, answer: change.note?.trim() || null }
      : { state: 'declined', answer: change.reason.trim() }),
    answeredBy: actor.sub,
    answeredByName: actor.name,
    answeredAt: at,
    version: request.version + 1,
  };
}
