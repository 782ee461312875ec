import { IsFlagKey, IsOneOf, IsSlug, IsText, IsVersion, Optional } from './constraints.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import { Field, instant, integer, listOf, nullable, oneOf, ref, string } from './response.ts';

/** Where a feature request stands, each with what it means. */
export const FEATURE_REQUEST_STATES = {
  open: 'Waits for an answer',
  accepted: 'Is planned, as a flag',
  declined: 'Was declined, with a reason',
} as const;
export type FeatureRequestState = keyof typeof FEATURE_REQUEST_STATES;
export const FEATURE_REQUEST_STATE_NAMES = Object.keys(
  FEATURE_REQUEST_STATES,
) as readonly FeatureRequestState[];

/** What can be done to a feature request in each state: checks and buttons come from here. */
export const FEATURE_REQUEST_ACTIONS = {
  open: ['accept', 'decline'],
  accepted: [],
  declined: [],
} as const satisfies Record<FeatureRequestState, readonly string[]>;
export type FeatureRequestAction = (typeof FEATURE_REQUEST_ACTIONS)[FeatureRequestState][number];

/** Asks for a feature, for the tenant of whoever asks. */
export class CreateFeatureRequestDto {
  /** What they would like to do. */
  @IsText(1, LIMITS.nameLength)
  title: string;

  /** What for, and for whom. */
  @Optional()
  @IsText(0, LIMITS.descriptionLength)
  details?: string;
}

class AnswerFeatureRequestDto {
  /** The `version` that you read: a write over a newer one is a `version_conflict`. */
  @Optional()
  @IsVersion()
  version?: number;
}

export class AcceptFeatureRequestDto extends AnswerFeatureRequestDto {
  /** The flag that brings it. The tenant is told its name, and that only once it is on for them. */
  @IsFlagKey()
  flag: string;

  /** For the tenant to read. */
  @Optional()
  @IsText(0, LIMITS.reasonLength)
  note?: string;
}

export class DeclineFeatureRequestDto extends AnswerFeatureRequestDto {
  /** Why, for the tenant to read. */
  @IsText(1, LIMITS.reasonLength)
  reason: string;
}

/** A tenant's own requests, newest first. */
export class ListOwnFeatureRequestsQuery extends PageQuery {
  @Optional()
  @IsOneOf(FEATURE_REQUEST_STATE_NAMES)
  state?: FeatureRequestState;
}

/** Requests across tenants, newest first. */
export class ListFeatureRequestsQuery extends ListOwnFeatureRequestsQuery {
  @Optional()
  @IsSlug()
  tenant?: string;
}

/** What everybody sees of a request who sees it at all. */
class SeenFeatureRequest {
  @Field(integer)
  number: number;

  @Field(string)
  title: string;

  @Field(string)
  details: string;

  @Field(oneOf(FEATURE_REQUEST_STATE_NAMES))
  state: FeatureRequestState;

  @Field(nullable(string), 'What was answered: a note, or why it was declined')
  answer: string | null;

  @Field(string, 'Who asked')
  requestedByName: string;

  @Field(instant)
  createdAt: string;

  @Field(nullable(instant))
  answeredAt: string | null;
}

/** A request as the tenant that made it sees it: no key, and no name of what is not on for it. */
export class OwnFeatureRequestResponse extends SeenFeatureRequest {
  @Field(nullable(string), 'The name of the feature that it became, once that is on for the tenant')
  feature: string | null;
}

export class OwnFeatureRequestPageResponse {
  @Field(listOf(ref(OwnFeatureRequestResponse)))
  items: readonly OwnFeatureRequestResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}

/** A request as those who answer it see it. */
export class FeatureRequestResponse extends SeenFeatureRequest {
  @Field(string)
  tenant: string;

  @Field(nullable(string), 'The flag that brings it')
  flag: string | null;

  @Field(string, 'The subject of who asked')
  requestedBy: string;

  @Field(nullable(string))
  answeredBy: string | null;

  @Field(nullable(string))
  answeredByName: string | null;

  @Field(integer, 'Send it with the answer')
  version: number;
}

export class FeatureRequestPageResponse {
  @Field(listOf(ref(FeatureRequestResponse)))
  items: readonly FeatureRequestResponse[];

  @Field(nullable(string))
  nextCursor: string | null;

  @Field(integer, 'How many are open, of the tenants that you may read')
  open: number;
}
