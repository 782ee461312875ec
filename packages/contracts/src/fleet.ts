import { LANES } from '@halyard/evaluator';
import type { JsonValue, Lane, Reason, Rule, Scope, Source } from '@halyard/evaluator';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { IsOneOf, IsSlug, IsSlugs, IsText, Optional } from './constraints.ts';
import { ResolutionResponse } from './evaluation.ts';
import { RuleDto, ScopeDto } from './flag-config.ts';
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
  number,
  oneOf,
  ref,
  string,
} from './response.ts';

/** The flags as one tenant gets them, in the order of their keys. */
export class TenantFlagsQuery extends PageQuery {
  /** The deployment's default one where none is named. */
  @Optional()
  @IsSlug()
  environment?: string;

  /** Found in key, name or description, whatever the case. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  q?: string;

  /** `true` leaves out what the tenant gets as any other does, `false` leaves out the rest. */
  @Optional()
  @IsOneOf(['true', 'false'])
  differs?: 'true' | 'false';
}

export class TenantFlagQuery {
  /** The deployment's default one where none is named. */
  @Optional()
  @IsSlug()
  environment?: string;
}

/** Flags × tenants: of which. */
export class ExportTenantMatrixQuery {
  /** The deployment's default one where none is named. */
  @Optional()
  @IsSlug()
  environment?: string;

  @Optional()
  @IsSlug()
  plan?: string;

  @Optional()
  @IsSlug()
  partnerSlug?: string;

  /** Only the flags with it in key, name or description, whatever the case. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  q?: string;

  /** Only these tenants: `tenant=loomi&tenant=acme`. */
  @Optional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsSlugs(LIMITS.pageSize)
  tenant?: string[];

  /** Only the tenants with it in slug or name, whatever the case. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  tenantQ?: string;

  /** `true` leaves out the tenants that get every one of the flags as any other does. */
  @Optional()
  @IsOneOf(['true'])
  differs?: 'true';
}

/** Flags × tenants, a page of tenants at a time, in the order of their slugs. */
export class TenantMatrixQuery extends ExportTenantMatrixQuery {
  /** How many tenants at most. */
  @Optional()
  @Type(() => Number)
  @IsInt({ message: 'has to be a whole number' })
  @Min(1, { message: 'has to be at least 1' })
  @Max(LIMITS.pageSize, { message: `has to be at most ${LIMITS.pageSize}` })
  limit?: number;

  /** The `nextCursor` of the page before. */
  @Optional()
  @IsString({ message: 'has to be the nextCursor of a page' })
  cursor?: string;
}

/** A tenant's own override, for all of its users or a share of them. */
export class TenantFlagOverrideResponse {
  @Field(string)
  variant: string;

  @Field(nullable(number), 'Of the tenant’s users; null for all of them')
  percentage: number | null;

  @Field(string)
  reason: string;

  @Field(string, 'Who owns it: the one who set it')
  setBy: string;

  @Field(nullable(instant))
  expiresAt: string | null;
}

/** Who made what decided, and when. */
export class DecisionResponse {
  @Field(string)
  by: string;

  @Field(instant)
  at: string;
}

/**
 * A flag as a tenant gets it, for no user in particular: without a targeting key. So a rollout by user takes
 * the tenant as a whole, and one by another attribute of a user fails closed.
 */
export class TenantFlagResponse extends ResolutionResponse {
  @Field(string)
  key: string;

  @Field(string)
  name: string;

  @Field(oneOf(LANES), 'The lane that decided')
  lane: Lane;

  @Field(string, 'Why, for people: what that lane says')
  detail: string;

  @Field(
    nullable(ref(RuleDto)),
    'The rule that decided, where one did; null to those who read this tenant alone',
  )
  rule: Rule | null;

  @Field(
    ref(ScopeDto),
    'Whom the flag is for at all, while it is targeted or in a rollout; those who read this tenant alone are told what names it',
  )
  scope: Scope;

  @Field(
    nullable(ref(DecisionResponse)),
    'Of the override, the kill or else the configuration; null where it was another flag',
  )
  decision: DecisionResponse | null;

  @Field(
    boolean,
    'Whether it gets another variant than where no tenant is named; in a rollout, those within do',
  )
  differs: boolean;

  @Field(string, 'What is served where no tenant is named')
  defaultVariant: string;

  @Field(string, 'What is served wherever the flag is off')
  offVariant: string;

  @Field(nullable(ref(TenantFlagOverrideResponse)), 'The tenant’s own, where one counts')
  override: TenantFlagOverrideResponse | null;

  @Field(instant, 'As the list of flags has it: of the flag itself, or of any configuration')
  lastChangedAt: string;

  @Field(string)
  lastChangedBy: string;
}

export class TenantFlagsResponse {
  @Field(string)
  environment: string;

  @Field(string)
  tenant: string;

  @Field(integer, "The ruleset's version for this tenant")
  version: number;

  @Field(listOf(ref(TenantFlagResponse)))
  items: readonly TenantFlagResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}

export class MatrixTenantResponse {
  @Field(string)
  slug: string;

  @Field(string)
  name: string;

  @Field(string)
  plan: string;

  @Field(nullable(string))
  partnerSlug: string | null;
}

export class MatrixFlagResponse {
  @Field(string)
  key: string;

  @Field(string)
  name: string;

  @Field(string, 'What is served wherever it is off')
  offVariant: string;

  @Field(string, 'What is served where no tenant is named: a cell with another one differs')
  defaultVariant: string;
}

/** What a flag can come to for a tenant; many cells of a matrix have the same. */
export class MatrixOutcomeResponse {
  @Field(string)
  variant: string;

  @Field(anything)
  value: JsonValue;

  @Field(string, 'The lane that decided')
  source: Source;

  @Field(string, "OpenFeature's reason")
  reason: Reason;

  @Optional()
  @Field(string)
  ruleId?: string;

  @Optional()
  @Field(string)
  errorCode?: string;
}

export class TenantMatrixResponse {
  @Field(string)
  environment: string;

  @Field(integer, "The ruleset's version; where it moves between two pages, begin again")
  version: number;

  @Field(listOf(ref(MatrixFlagResponse)), 'The columns, in the order of their keys')
  flags: readonly MatrixFlagResponse[];

  @Field(listOf(ref(MatrixTenantResponse)), 'The rows')
  tenants: readonly MatrixTenantResponse[];

  @Field(listOf(ref(MatrixOutcomeResponse)), 'Each once')
  outcomes: readonly MatrixOutcomeResponse[];

  @Field(
    listOf(listOf(integer)),
    'A row for each tenant, a column for each flag: an index into `outcomes`, without a targeting key',
  )
  cells: readonly (readonly number[])[];

  @Field(nullable(string))
  nextCursor: string | null;
}
