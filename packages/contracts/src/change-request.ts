import type { JsonValue } from '@halyard/evaluator';
import { DifferenceResponse } from './audit.ts';
import { ReachedTenantResponse, UserImpactResponse } from './change-preview.ts';
import { ChangeDto } from './change.ts';
import type { Change } from './change.ts';
import {
  IsHash,
  IsInstant,
  IsNullable,
  IsOneOf,
  IsText,
  IsTrueOrFalse,
  IsVersion,
  Optional,
} from './constraints.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import {
  anything,
  boolean,
  Field,
  instant,
  integer,
  listOf,
  nullable,
  oneOf,
  ref,
  string,
} from './response.ts';
import { Nested } from './validate.ts';

/** Where a change request stands, each with what it means. */
export const REQUEST_STATES = {
  draft: 'Being written; not reviewed yet',
  in_review: 'Waits for approvals',
  approved: 'Has its approvals, waits for its time',
  applied: 'Was made',
  rejected: 'Was rejected by a reviewer',
  withdrawn: 'Was taken back by its author',
  conflicted: 'What it was based on has changed; rebase it and have it reviewed again',
  expired: 'Nobody finished it in time',
} as const;
export type RequestState = keyof typeof REQUEST_STATES;

/** What can be done to a request in each state: the one table that checks and buttons come from. */
export const REQUEST_ACTIONS = {
  draft: ['edit', 'submit', 'withdraw'],
  in_review: ['edit', 'review', 'withdraw'],
  approved: ['edit', 'withdraw', 'apply'],
  conflicted: ['rebase', 'withdraw'],
  applied: [],
  rejected: [],
  withdrawn: [],
  expired: [],
} as const satisfies Record<RequestState, readonly string[]>;
export type RequestAction = (typeof REQUEST_ACTIONS)[RequestState][number];

/** The states in which a request is not finished: somebody has to do something, or it waits for its time. */
export const OPEN_REQUEST_STATES = [
  'draft',
  'in_review',
  'approved',
  'conflicted',
] as const satisfies readonly RequestState[];

/** The states in which a request needs nothing more of its author to be made. */
export const WAITING_REQUEST_STATES = [
  'in_review',
  'approved',
] as const satisfies readonly RequestState[];

/** How many approvals a request needs. Required, not configurable. */
export const APPROVALS_NEEDED = 2;

/** Files a change for review. */
export class CreateChangeRequestDto {
  @Nested(() => ChangeDto)
  change: Change;

  /** Why it should be made. */
  @IsText(1, LIMITS.reasonLength)
  rationale: string;

  /** A link or a note that shows it is safe; required where a sensitive flag is touched. */
  @Optional()
  @IsNullable(() => IsText(1, LIMITS.reasonLength))
  evidence?: string | null;

  /** Applies it then rather than at the second approval. */
  @Optional()
  @IsNullable(IsInstant)
  applyAt?: string | null;

  /** Keeps it to be submitted later. */
  @Optional()
  @IsTrueOrFalse()
  draft?: boolean;
}

/** Edits a request; its approvals are void after that. */
export class UpdateChangeRequestDto {
  @Optional()
  @Nested(() => ChangeDto)
  change?: Change;

  @Optional()
  @IsText(1, LIMITS.reasonLength)
  rationale?: string;

  @Optional()
  @IsNullable(() => IsText(1, LIMITS.reasonLength))
  evidence?: string | null;

  @Optional()
  @IsNullable(IsInstant)
  applyAt?: string | null;

  @Optional()
  @IsVersion()
  version?: number;
}

export class ReviewDto {
  @IsOneOf(['approve', 'reject'])
  decision: 'approve' | 'reject';

  @Optional()
  @IsText(0, LIMITS.reasonLength)
  comment?: string;

  /** The content that you read: a review of an older one is refused. */
  @Optional()
  @IsHash()
  contentHash?: string;
}

/** Says something about a request, to all who read it. */
export class CommentDto {
  @IsText(1, LIMITS.reasonLength)
  text: string;
}

export class ListChangeRequestsQuery extends PageQuery {
  /** `open` lists all that are not finished. */
  @Optional()
  @IsOneOf([...Object.keys(REQUEST_STATES), 'open'])
  state?: RequestState | 'open';

  /** `me` lists those that wait for you. */
  @Optional()
  @IsOneOf(['me'])
  waitingFor?: 'me';

  /** `me` lists your own. */
  @Optional()
  @IsText(1, 256)
  author?: string;

  @Optional()
  @IsText(1, 64)
  flag?: string;

  /** `true` lists those that wait to bring back what is killed: a flag, or what a kill switch holds down. */
  @Optional()
  @IsOneOf(['true', 'false'])
  bringsBack?: 'true' | 'false';
}

export class ReviewResponse {
  @Field(string)
  by: string;

  @Field(string)
  byName: string;

  @Field(oneOf(['approve', 'reject']))
  decision: 'approve' | 'reject';

  @Field(string)
  comment: string;

  @Field(instant)
  at: string;
}

export class CommentResponse {
  @Field(string)
  by: string;

  @Field(string)
  byName: string;

  @Field(string)
  text: string;

  @Field(instant)
  at: string;
}

/** Whom a change reached when it was made. */
export class RequestImpactResponse {
  @Field(integer, 'How many tenants there were')
  tenants: number;

  @Field(listOf(ref(ReachedTenantResponse)), 'Whose answers became others, up to 1,000')
  impact: readonly ReachedTenantResponse[];

  @Field(integer, 'How many there were in all')
  impacted: number;

  @Field(listOf(ref(UserImpactResponse)), 'Of the first 100 whom a segment gained or lost by name')
  users: readonly UserImpactResponse[];

  @Field(listOf(string), 'Sensitive flags whose values are not for you to see')
  withheld: readonly string[];
}

export class ChangeRequestResponse {
  @Field(string)
  ref: string;

  @Field(oneOf(Object.keys(REQUEST_STATES)))
  state: RequestState;

  @Field(anything)
  change: Change;

  @Field(string, 'Binds approvals to exactly this change of exactly this state')
  contentHash: string;

  @Field(anything)
  before: JsonValue;

  @Field(anything)
  after: JsonValue;

  @Field(listOf(ref(DifferenceResponse)))
  differences: readonly DifferenceResponse[];

  @Field(listOf(ref(DifferenceResponse)), 'Where it is conflicted: what moved since it was filed')
  moved: readonly DifferenceResponse[];

  @Field(nullable(string), 'Where it is conflicted: why')
  conflict: string | null;

  @Field(string)
  rationale: string;

  @Field(nullable(string))
  evidence: string | null;

  @Field(string)
  author: string;

  @Field(string)
  authorName: string;

  @Field(listOf(ref(ReviewResponse)))
  reviews: readonly ReviewResponse[];

  @Field(listOf(ref(CommentResponse)), 'What people said about it, oldest first')
  comments: readonly CommentResponse[];

  @Field(string, 'What it waits for, in words: "awaiting 1 of 2"')
  awaiting: string;

  @Field(integer, 'How many approvals it still needs; 0 where it is not in review')
  approvalsLeft: number;

  @Field(listOf(string), 'Who may review it now')
  reviewers: readonly string[];

  @Field(listOf(string), 'What you may do with it now')
  actions: readonly string[];

  @Field(nullable(string), 'Why you may not review it; null where you may')
  refusal: string | null;

  @Field(listOf(string), 'The environments that it touches')
  environments: readonly string[];

  @Field(nullable(string))
  tenant: string | null;

  @Field(nullable(string))
  flag: string | null;

  @Field(boolean)
  sensitive: boolean;

  @Field(nullable(instant))
  applyAt: string | null;

  @Field(instant, 'When it expires unless it is finished')
  expiresAt: string;

  @Field(nullable(instant))
  appliedAt: string | null;

  @Field(
    nullable(ref(RequestImpactResponse)),
    'Whom it reached when it was made; null until then, in lists, and where that was not kept',
  )
  impact: RequestImpactResponse | null;

  @Field(integer)
  version: number;

  @Field(instant)
  createdAt: string;

  @Field(instant)
  updatedAt: string;
}

export class ChangeRequestPageResponse {
  @Field(listOf(ref(ChangeRequestResponse)))
  items: readonly ChangeRequestResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
