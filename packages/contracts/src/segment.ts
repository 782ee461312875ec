import type { JsonValue, Membership, SegmentMatch } from '@halyard/evaluator';
import { SEGMENT_MATCHES } from '@halyard/evaluator';
import { Type } from 'class-transformer';
import {
  IsContext,
  IsList,
  IsOneOf,
  IsRequestRef,
  IsSlug,
  IsTargetingKeys,
  IsText,
  IsVersion,
  Optional,
} from './constraints.ts';
import { ConditionDto } from './flag-config.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import {
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
import { WriteDto } from './write.ts';

/** A group of users that rules can name. Its members are changed in batches, or uploaded as a file. */
export class UpdateSegmentDto extends WriteDto {
  @Optional()
  @IsText(1, LIMITS.nameLength)
  name?: string;

  @Optional()
  @IsText(0, LIMITS.descriptionLength)
  description?: string;

  /** Whether all of the conditions have to hold, or any. */
  @Optional()
  @IsOneOf(SEGMENT_MATCHES)
  match?: SegmentMatch;

  @Optional()
  @IsList(LIMITS.conditionsPerRule)
  @Nested(() => ConditionDto, 'item')
  when?: ConditionDto[];
}

export class CreateSegmentDto extends UpdateSegmentDto {
  /** Its immutable id. */
  @IsSlug()
  key: string;
}

export const SEGMENT_LISTS = ['included', 'excluded'] as const;
export type SegmentList = (typeof SEGMENT_LISTS)[number];

/** Adds targeting keys to one of the segment's lists and takes others away. */
export class ChangeMembersDto extends WriteDto {
  @IsOneOf(SEGMENT_LISTS)
  list: SegmentList;

  @Optional()
  @IsTargetingKeys(LIMITS.membersPerBatch)
  add?: string[];

  @Optional()
  @IsTargetingKeys(LIMITS.membersPerBatch)
  remove?: string[];
}

export class ListSegmentsQuery extends PageQuery {
  /** Found in key or name, whatever the case. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  q?: string;
}

/** Somebody who may be in a segment. */
export class CheckSegmentDto {
  @Optional()
  @IsSlug()
  tenantSlug?: string;

  /** An OpenFeature evaluation context: `targetingKey` and attributes, side by side. */
  @Optional()
  @IsContext()
  context?: Record<string, JsonValue>;
}

/** Why somebody is in a segment, or is not. */
export const MEMBERSHIPS = {
  included: 'The targeting key is on the list of those included',
  matched: 'The conditions hold',
  excluded: 'The targeting key is on the list of those excluded',
  unmatched: 'No list names the targeting key, and the conditions do not hold',
} as const satisfies Record<Exclude<Membership, 'unknown'>, string>;

export class SegmentMembershipResponse {
  @Field(boolean)
  member: boolean;

  @Field(oneOf(Object.keys(MEMBERSHIPS)))
  why: keyof typeof MEMBERSHIPS;
}

export class SegmentResponse {
  @Field(string)
  key: string;

  @Field(string)
  name: string;

  @Field(string)
  description: string;

  @Field(oneOf(SEGMENT_MATCHES))
  match: SegmentMatch;

  @Field(listOf(ref(ConditionDto)))
  when: readonly ConditionDto[];

  @Field(integer, 'How many targeting keys are included')
  included: number;

  @Field(integer, 'How many targeting keys are excluded')
  excluded: number;

  @Field(listOf(string), 'The flags whose rules use it')
  usedBy: readonly string[];

  @Field(integer, 'Send it with the next write')
  version: number;

  @Field(instant)
  createdAt: string;

  @Field(instant)
  updatedAt: string;
}

export class SegmentPageResponse {
  @Field(listOf(ref(SegmentResponse)))
  items: readonly SegmentResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}

/** What an upload, whose body is the file, takes beside it. */
export class UploadQuery {
  /** Why: kept in the audit trail. */
  @Optional()
  @IsText(1, LIMITS.reasonLength)
  rationale?: string;

  /** The change request that has approved exactly this list, where it needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;

  /** The `version` that you read: a write over a newer one is a `version_conflict`. */
  @Optional()
  @Type(() => Number)
  @IsVersion()
  version?: number;
}
