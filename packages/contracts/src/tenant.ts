import type { JsonValue } from '@halyard/evaluator';
import {
  IsJsonObject,
  IsNullable,
  IsOneOf,
  IsSlug,
  IsTenantSlug,
  IsText,
  Optional,
} from './constraints.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import {
  anything,
  Field,
  instant,
  integer,
  listOf,
  mapOf,
  nullable,
  oneOf,
  ref,
  string,
} from './response.ts';
import { WriteDto } from './write.ts';

/** An archived tenant keeps its history; nothing is evaluated for it any more. */
export const TENANT_STATUSES = ['active', 'archived'] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** A tenant, as far as it can be changed. */
export class UpdateTenantDto extends WriteDto {
  @Optional()
  @IsText(1, LIMITS.nameLength)
  name?: string;

  /** What it pays for; hydrates `plan` in every evaluation for it. */
  @Optional()
  @IsSlug()
  plan?: string;

  /** Who brought it; hydrates `partner` in every evaluation for it. Null for nobody. */
  @Optional()
  @IsNullable(IsSlug)
  partnerSlug?: string | null;

  /** Attributes for rules to look at, beside those that the caller sends. */
  @Optional()
  @IsJsonObject()
  attributes?: Record<string, JsonValue>;

  @Optional()
  @IsOneOf(TENANT_STATUSES)
  status?: TenantStatus;
}

export class CreateTenantDto extends UpdateTenantDto {
  /** Its immutable id. */
  @IsTenantSlug()
  slug: string;

  @IsText(1, LIMITS.nameLength)
  declare name: string;

  @IsSlug()
  declare plan: string;
}

export class ListTenantsQuery extends PageQuery {
  /** Found in slug or name, whatever the case. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  q?: string;

  @Optional()
  @IsSlug()
  plan?: string;

  @Optional()
  @IsSlug()
  partnerSlug?: string;

  @Optional()
  @IsOneOf(TENANT_STATUSES)
  status?: TenantStatus;
}

export class TenantResponse {
  @Field(string)
  slug: string;

  @Field(string)
  name: string;

  @Field(string)
  plan: string;

  @Field(nullable(string))
  partnerSlug: string | null;

  @Field(mapOf(anything))
  attributes: Readonly<Record<string, JsonValue>>;

  @Field(oneOf(TENANT_STATUSES))
  status: TenantStatus;

  @Field(integer, 'Send it with the next write')
  version: number;

  @Field(instant)
  createdAt: string;

  @Field(instant)
  updatedAt: string;
}

export class TenantPageResponse {
  @Field(listOf(ref(TenantResponse)))
  items: readonly TenantResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}

/** The plans and partners that active tenants have: what a scope may name. */
export class TenantFacetsResponse {
  @Field(listOf(string))
  plans: readonly string[];

  @Field(listOf(string))
  partnerSlugs: readonly string[];
}
