import { LANES } from '@halyard/evaluator';
import type { JsonValue, Lane, LaneAccount, Reason, Source } from '@halyard/evaluator';
import { IsIn } from 'class-validator';
import {
  IsContext,
  IsFlagKey,
  IsFlagKeys,
  IsRequestRef,
  IsSlug,
  IsText,
  Optional,
} from './constraints.ts';
import { ChangeDto } from './change.ts';
import type { Change } from './change.ts';
import { LIMITS } from './limits.ts';
import {
  anything,
  boolean,
  Field,
  integer,
  listOf,
  mapOf,
  nullable,
  number,
  oneOf,
  ref,
  string,
} from './response.ts';
import { Nested } from './validate.ts';

/** Who and where to evaluate for. A tenant's own user leaves out `tenantSlug`: the token says it. */
export class EvaluateDto {
  @Optional()
  @IsSlug()
  tenantSlug?: string;

  /** The deployment's default one where none is named. */
  @Optional()
  @IsSlug()
  environment?: string;

  /** Only these; all of them where it is left out. */
  @Optional()
  @IsFlagKeys(LIMITS.keysPerEvaluation)
  keys?: string[];

  /** An OpenFeature evaluation context: `targetingKey` and attributes, side by side. */
  @Optional()
  @IsContext()
  context?: Record<string, JsonValue>;
}

export class EvaluateQuery {
  /** `true` adds the whole results. */
  @Optional()
  @IsIn(['true', 'false'], { message: 'has to be true or false' })
  details?: 'true' | 'false';
}

export class EvaluateFlagQuery {
  @IsFlagKey()
  key: string;

  @Optional()
  @IsSlug()
  tenant?: string;

  /** The targeting key. */
  @Optional()
  @IsText(0, 512)
  user?: string;

  @Optional()
  @IsSlug()
  environment?: string;
}

/** One sensitive flag, for a tenant and user. */
export class EvaluateSensitiveDto {
  @IsFlagKey()
  key: string;

  @Optional()
  @IsSlug()
  tenantSlug?: string;

  @Optional()
  @IsSlug()
  environment?: string;

  /** The targeting key. */
  @Optional()
  @IsText(0, 512)
  user?: string;
}

/** How one flag was resolved. */
export class ResolutionResponse {
  @Optional()
  @Field(anything, 'Missing where the flag could not be resolved: your own default applies')
  value?: JsonValue;

  @Optional()
  @Field(string)
  variant?: string;

  @Field(string, "OpenFeature's reason")
  reason: Reason;

  @Optional()
  @Field(string, 'The lane that decided')
  source?: Source;

  @Optional()
  @Field(string)
  ruleId?: string;

  @Optional()
  @Field(number, '0 to 99.999')
  bucket?: number;

  @Optional()
  @Field(string)
  errorCode?: string;
}

export class EvaluateResponse {
  @Field(string)
  environment: string;

  @Field(nullable(string))
  tenant: string | null;

  @Field(integer, "The ruleset's version for this tenant")
  version: number;

  @Field(
    boolean,
    'Whether it comes from memory, because the database is away: there may be newer flags',
  )
  stale: boolean;

  @Field(mapOf(anything), 'Flag key → value')
  flags: Readonly<Record<string, JsonValue>>;

  @Optional()
  @Field(mapOf(ref(ResolutionResponse)), 'Flag key → the whole result, with ?details=true')
  results?: Readonly<Record<string, ResolutionResponse>>;
}

export class EvaluateFlagResponse {
  @Field(string)
  key: string;

  @Field(anything)
  value: JsonValue;

  @Field(string)
  variant: string;

  @Field(string)
  source: string;

  @Field(string)
  reason: string;

  @Field(nullable(number), 'The percentage of the rollout, where the flag is in one')
  rolloutPct: number | null;

  @Field(nullable(number), 'Where this unit falls, 0 to 99.999, where a bucket decided')
  bucket: number | null;

  @Field(boolean, 'Whether the tenant was in memory already; false where this call had to read it')
  cached: boolean;
}

/** The playground's question: every flag for any context, live or with a change applied. */
export class ExplainAllDto {
  @Optional()
  @IsSlug()
  tenantSlug?: string;

  @Optional()
  @IsSlug()
  environment?: string;

  @Optional()
  @IsContext()
  context?: Record<string, JsonValue>;

  /** Answers as if this change had been made. Nothing is saved. */
  @Optional()
  @Nested(() => ChangeDto)
  change?: Change;

  /** The same for what an open change request asks for: it takes no more than to read the request. */
  @Optional()
  @IsRequestRef()
  request?: string;
}

/** The same for one flag, with what each lane said. */
export class ExplainDto extends ExplainAllDto {
  @IsFlagKey()
  key: string;
}

/** What one lane said. */
export class LaneAccountResponse {
  @Field(oneOf(LANES))
  lane: Lane;

  @Field(oneOf(['answered', 'passed', 'failed']))
  outcome: LaneAccount['outcome'];

  @Field(string, 'Why, for people')
  detail: string;

  @Optional()
  @Field(listOf(anything), 'Each prerequisite that was looked at, with an account of its own')
  prerequisites?: LaneAccount['prerequisites'];

  @Optional()
  @Field(listOf(anything), 'Each rule that was looked at')
  rules?: LaneAccount['rules'];

  @Optional()
  @Field(number)
  bucket?: number;

  @Optional()
  @Field(number)
  percentage?: number;
}

/** A context as the engine saw it: the tenant's record counts over what was asked with. */
export class ExplainedContextResponse {
  @Field(nullable(string))
  targetingKey: string | null;

  @Field(nullable(string))
  plan: string | null;

  @Field(nullable(string))
  partnerSlug: string | null;

  @Field(mapOf(anything))
  attributes: Readonly<Record<string, JsonValue | undefined>>;
}

export class ExplainedSubjectResponse {
  @Field(string)
  environment: string;

  @Field(nullable(string))
  tenant: string | null;

  @Field(integer, "The ruleset's version for this tenant")
  version: number;

  @Field(ref(ExplainedContextResponse))
  context: ExplainedContextResponse;
}

export class ExplainResponse extends ExplainedSubjectResponse {
  @Field(string)
  key: string;

  @Field(ref(ResolutionResponse))
  result: ResolutionResponse;

  @Field(listOf(ref(LaneAccountResponse)), 'The lanes in order, up to the one that answered')
  trace: readonly LaneAccountResponse[];
}

export class ExplainedFlagResponse extends ResolutionResponse {
  @Field(string)
  key: string;

  @Field(oneOf(LANES), 'The lane that decided')
  lane: Lane;
}

export class ExplainAllResponse extends ExplainedSubjectResponse {
  @Field(
    listOf(ref(ExplainedFlagResponse)),
    'By key, without the sensitive ones that are not for you',
  )
  items: readonly ExplainedFlagResponse[];
}

/** Who is asking, and what they may do. */
export class MeResponse {
  @Field(string)
  sub: string;

  @Field(string)
  name: string;

  @Field(nullable(string), 'The tenant of a tenant’s own user')
  tenant: string | null;

  @Field(listOf(string), 'What you may do on the platform')
  permissions: readonly string[];

  @Field(mapOf(listOf(string)), 'Tenant → what you may do for it, where you hold roles for one')
  tenants: Readonly<Record<string, readonly string[]>>;
}

export class StreamQuery {
  @Optional()
  @IsSlug()
  environment?: string;

  /** Stands for a key or a token, where no header can be sent. */
  @Optional()
  @IsText(1, 4_096)
  ticket?: string;
}

export class HealthResponse {
  @Field(oneOf(['ok', 'stale']), 'stale: serves from memory, because the database is away')
  status: 'ok' | 'stale';

  @Optional()
  @Field(number, 'How many seconds ago the flags that are served were known to be current')
  rulesetAgeSeconds?: number;
}
