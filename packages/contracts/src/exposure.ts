import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import {
  IsCount,
  IsEvaluationAttributes,
  IsFlagKey,
  IsInstant,
  IsList,
  IsNullable,
  IsOneOf,
  IsSlug,
  IsTenantSlug,
  IsVariantName,
  Optional,
} from './constraints.ts';
import { LIMITS } from './limits.ts';
import { Field, instant, integer, listOf, nullable, oneOf, ref, string } from './response.ts';
import { Nested } from './validate.ts';

/** The name of OpenTelemetry's event for one evaluation (semantic conventions for feature flags). */
export const EVALUATION_EVENT = 'feature_flag.evaluation';

/** How often a variant of a flag was served within a minute. */
export class ExposureCountDto {
  @IsFlagKey()
  flag: string;

  @IsVariantName()
  variant: string;

  /** null: for no tenant. A tenant's key or user leaves it out: theirs is known. */
  @IsNullable(IsTenantSlug)
  tenant?: string | null;

  /** Any moment of the minute. */
  @IsInstant()
  minute: string;

  @IsCount(LIMITS.exposuresPerCount)
  count: number;
}

/** One evaluation, as OpenTelemetry's semantic conventions have it. Its attributes may be more than these. */
export class ExposureEventDto {
  @IsOneOf([EVALUATION_EVENT])
  name: typeof EVALUATION_EVENT;

  @IsInstant()
  timestamp: string;

  /**
   * `feature_flag.key`, `feature_flag.result.variant`, `error.type`, `feature_flag.set.id` (the environment)
   * and `halyard.tenant` are looked at.
   */
  @IsEvaluationAttributes()
  attributes: Readonly<Record<string, unknown>>;
}

/** Exposures, counted or one by one. The environment is the key's own; for people, the default one. */
export class ExposuresDto {
  @Optional()
  @IsList(LIMITS.exposuresPerBatch)
  @Nested(() => ExposureCountDto, 'item')
  counts?: readonly ExposureCountDto[];

  @Optional()
  @IsList(LIMITS.exposuresPerBatch)
  @Nested(() => ExposureEventDto, 'item')
  events?: readonly ExposureEventDto[];
}

/** Why a part of a batch was not counted. */
export const DROP_REASONS = {
  unknown_flag: 'the environment has no such flag',
  unknown_variant: 'the flag has no such variant',
  unknown_tenant: 'there is no such tenant, or it is archived',
  too_old: `it is more than ${LIMITS.exposureAgeDays} days ago`,
  in_the_future: `it is more than ${LIMITS.exposureLeadMinutes} minutes ahead of the server`,
  not_an_exposure: 'nothing was served: the event has an error, or no variant',
  other_environment: 'the event is of another environment than the one that is counted for',
} as const;
export type DropReason = keyof typeof DROP_REASONS;
export const DROP_REASON_NAMES = Object.keys(DROP_REASONS) as readonly DropReason[];

export class DroppedExposuresResponse {
  @Field(string, 'JSON pointer to the count or the event')
  pointer: string;

  @Field(oneOf(DROP_REASON_NAMES))
  reason: DropReason;

  @Field(integer, 'How many exposures')
  count: number;
}

/** What became of a batch: what was sent is what was accepted and what was dropped. */
export class AcceptedExposuresResponse {
  @Field(integer, 'How many exposures were counted')
  accepted: number;

  @Field(listOf(ref(DroppedExposuresResponse)), 'What was not counted, and why')
  dropped: readonly DroppedExposuresResponse[];
}

export class ExposuresQuery {
  /** The deployment's default one where none is named. */
  @Optional()
  @IsSlug()
  environment?: string;

  /** How far back; 24 where it is left out. */
  @Optional()
  @Type(() => Number)
  @IsInt({ message: 'has to be a whole number' })
  @Min(1, { message: 'has to be at least 1' })
  @Max(LIMITS.exposureHours, { message: `has to be at most ${LIMITS.exposureHours}` })
  hours?: number;
}

export class VariantExposuresResponse {
  @Field(string)
  variant: string;

  @Field(integer, 'From `from` to `to`')
  total: number;

  @Field(listOf(integer), 'For each bucket from `from` on')
  counts: readonly number[];
}

/** How often each variant of a flag was served in one environment. */
export class ExposuresResponse {
  @Field(string)
  environment: string;

  @Field(instant, 'The start of the first bucket')
  from: string;

  @Field(instant, 'The end of the last bucket, which is still being counted')
  to: string;

  @Field(integer, 'How long a bucket is')
  bucketMinutes: number;

  @Field(listOf(ref(VariantExposuresResponse)), 'Every variant of the flag, those never served too')
  variants: readonly VariantExposuresResponse[];

  @Field(nullable(instant), 'To the minute, however long ago; null where it never was')
  lastEvaluatedAt: string | null;
}
