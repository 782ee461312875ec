import {
  IsFlagKey,
  IsInstant,
  IsNullable,
  IsPercentage,
  IsRequestRef,
  IsSlug,
  IsText,
  IsUser,
  IsVariantName,
  IsVersion,
  Optional,
} from './constraints.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import { Field, instant, integer, listOf, nullable, number, ref, string } from './response.ts';

/** A variant for one tenant, or for one of its users, whatever the flag says otherwise. */
export class SetOverrideDto {
  @IsVariantName()
  variant: string;

  /** Of the tenant's users; null or left out for all of them. A user's override takes none. */
  @Optional()
  @IsNullable(IsPercentage)
  percentage?: number | null;

  /** Why: kept with it, and in the audit trail. */
  @IsText(1, LIMITS.reasonLength)
  reason: string;

  /** The first moment at which it no longer counts; null or left out for none. */
  @Optional()
  @IsNullable(IsInstant)
  expiresAt?: string | null;

  /** The `version` that you read: a write over a newer one is a `version_conflict`. */
  @Optional()
  @IsVersion()
  version?: number;

  /** The change request that has approved exactly this write, where it needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

export class RemoveOverrideDto {
  @IsText(1, LIMITS.reasonLength)
  reason: string;

  @Optional()
  @IsVersion()
  version?: number;

  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

/** Which override, as its URL says: a tenant's. */
export class OverrideParams {
  @IsSlug()
  environment: string;

  @IsSlug()
  tenant: string;

  @IsFlagKey()
  flag: string;
}

/** Which override, as its URL says: that of one of the tenant's users. */
export class UserOverrideParams extends OverrideParams {
  /** The targeting key. */
  @IsUser()
  user: string;
}

export class ListOverridesQuery extends PageQuery {
  @Optional()
  @IsSlug()
  environment?: string;

  @Optional()
  @IsSlug()
  tenant?: string;

  @Optional()
  @IsFlagKey()
  flag?: string;
}

export class OverrideResponse {
  @Field(string)
  environment: string;

  @Field(string)
  tenant: string;

  @Field(string)
  flag: string;

  @Field(nullable(string), 'null for the whole tenant')
  user: string | null;

  @Field(string)
  variant: string;

  @Field(nullable(number))
  percentage: number | null;

  @Field(string)
  reason: string;

  @Field(string, 'Who owns it: the one who set it')
  setBy: string;

  @Field(nullable(string))
  approvalRef: string | null;

  @Field(nullable(instant))
  expiresAt: string | null;

  @Field(integer, 'Send it with the next write')
  version: number;

  @Field(instant)
  updatedAt: string;
}

export class OverridePageResponse {
  @Field(listOf(ref(OverrideResponse)))
  items: readonly OverrideResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
