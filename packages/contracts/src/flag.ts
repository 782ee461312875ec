import { FLAG_TYPES } from '@halyard/evaluator';
import type { FlagState, FlagType, JsonValue } from '@halyard/evaluator';
import {
  IsEnvironments,
  IsFlagKey,
  IsFlagKeys,
  IsJsonObject,
  IsList,
  IsNullable,
  IsOneOf,
  IsPercentage,
  IsRequestRef,
  IsSlug,
  IsSlugs,
  IsText,
  IsTrueOrFalse,
  IsVariantName,
  IsVariants,
  IsVersion,
  Optional,
} from './constraints.ts';
import { FLAG_STATES, FlagConfigDto, PrerequisiteDto, ScopeDto } from './flag-config.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import { Nested } from './validate.ts';
import { WriteDto } from './write.ts';

export const FLAG_KINDS = {
  release: 'Ships a feature; goes away once it is everywhere',
  experiment: 'Compares variants; goes away once one has won',
  operational: 'Steers how the system runs; stays',
  permission: 'Says who is entitled to a feature; stays',
  kill_switch: 'Turns something off in an emergency; stays',
} as const;
export type FlagKind = keyof typeof FLAG_KINDS;

/** What is true of a flag in every environment, as far as it can be changed. */
export class UpdateFlagDto extends WriteDto {
  @Optional()
  @IsText(1, LIMITS.nameLength)
  name?: string;

  @Optional()
  @IsText(0, LIMITS.descriptionLength)
  description?: string;

  @Optional()
  @IsOneOf(Object.keys(FLAG_KINDS))
  kind?: FlagKind;

  /** Variant name → its value, of the flag's type. */
  @Optional()
  @IsVariants()
  variants?: Record<string, JsonValue>;

  /** JSON Schema (2020-12) that the value of each variant has to fit, where the type is json; null for none. */
  @Optional()
  @IsNullable(IsJsonObject)
  schema?: Record<string, unknown> | null;

  /** The variant served wherever the flag is off. */
  @Optional()
  @IsVariantName()
  offVariant?: string;

  /** Who answers for it: a team or a person. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  owner?: string;

  /** The part of the code that it belongs to. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  ownerModule?: string;

  @Optional()
  @IsSlugs(LIMITS.tags)
  tags?: string[];

  /** The kill-switch category that it falls under; null for none. */
  @Optional()
  @IsNullable(IsSlug)
  category?: string | null;

  /** Kept from client keys and from bulk answers; every change of it needs approval and evidence. */
  @Optional()
  @IsTrueOrFalse()
  sensitive?: boolean;

  /** Every change of it needs approval, in any environment. */
  @Optional()
  @IsTrueOrFalse()
  requiresApproval?: boolean;

  /** Flags that have to resolve to one of the named variants before this one can be on. */
  @Optional()
  @IsList(LIMITS.prerequisites)
  @Nested(() => PrerequisiteDto, 'item')
  prerequisites?: PrerequisiteDto[];
}

const EnvironmentConfigs = {
  options: [FlagConfigDto],
  resolve: (value: unknown) => (typeof value === 'string' ? undefined : FlagConfigDto),
};

/**
 * A new flag: boolean, `on`/`off`, and off everywhere unless told otherwise. `environments` is either
 * a map of environment → configuration, or (the short form) a list of environments that all get
 * `state`, `scope` and `rolloutPct`.
 */
export class CreateFlagDto extends UpdateFlagDto {
  /** Never changes: it is in application code. */
  @IsFlagKey()
  key: string;

  @Optional()
  @IsOneOf(FLAG_TYPES)
  type?: FlagType;

  @Optional()
  @IsEnvironments()
  @Nested(() => EnvironmentConfigs, 'value')
  environments?: string[] | Record<string, FlagConfigDto>;

  @Optional()
  @IsOneOf(Object.keys(FLAG_STATES))
  state?: FlagState;

  @Optional()
  @Nested(() => ScopeDto)
  scope?: ScopeDto;

  @Optional()
  @IsPercentage()
  rolloutPct?: number;
}

/** Merges into the flag's configuration in one environment. */
export class ConfigureFlagDto extends FlagConfigDto {
  @Optional()
  @IsText(1, LIMITS.reasonLength)
  rationale?: string;

  /** The configuration's `version` that you read: a write over a newer one is a `version_conflict`. */
  @Optional()
  @IsVersion()
  version?: number;

  /** The change request that has approved exactly this write, where it needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

export class FlagActionDto {
  @IsSlug()
  environment: string;

  /** Only for this tenant: `enable` and `disable` set its override, `rollback` makes it off. */
  @Optional()
  @IsSlug()
  tenant?: string;

  /** Why: kept in the audit trail. */
  @IsText(1, LIMITS.reasonLength)
  reason: string;

  /** The change request that has approved exactly this write, where it needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

export class ArchiveFlagDto {
  /** Why: kept in the audit trail. */
  @IsText(1, LIMITS.reasonLength)
  reason: string;

  /** The change request that has approved exactly this write, where it needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

/** Brings back an earlier configuration, as an ordinary change. */
export class RevertFlagDto {
  /** The configuration's version to go back to, as its history has it. */
  @IsVersion()
  toVersion: number;

  @IsText(1, LIMITS.reasonLength)
  reason: string;

  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

export const BULK_ACTIONS = ['enable', 'disable', 'kill', 'archive'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** One action on several flags; each is answered by itself. */
export class BulkActionDto {
  @IsFlagKeys(LIMITS.bulkKeys)
  keys: string[];

  /** For everything but `archive`. */
  @Optional()
  @IsSlug()
  environment?: string;

  @IsText(1, LIMITS.reasonLength)
  reason: string;
}

/** What one action on several flags would come to. Nothing is changed. */
export class PreviewBulkActionDto {
  @IsOneOf(BULK_ACTIONS)
  action: BulkAction;

  @IsFlagKeys(LIMITS.bulkKeys)
  keys: string[];

  /** For everything but `archive`. */
  @Optional()
  @IsSlug()
  environment?: string;
}

/** Deletes flags that have been archived for long, for good. */
export class PurgeDto {
  /** Says what would be purged, and purges nothing: unless this is `false`. */
  @Optional()
  @IsTrueOrFalse()
  dryRun?: boolean;

  @IsText(1, LIMITS.reasonLength)
  reason: string;
}

/** Why a flag may be one to tidy up. */
export const STALE_REASONS = ['unserved', 'launched', 'abandoned'] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

export const FLAG_SORTS = ['-createdAt', 'key', '-updatedAt'] as const;

export class ListFlagsQuery extends PageQuery {
  /** Found in key, name or description, whatever the case. */
  @Optional()
  @IsText(0, LIMITS.nameLength)
  q?: string;

  @Optional()
  @IsSlug()
  tag?: string;

  /** The state in `environment`, or in any where none is named. */
  @Optional()
  @IsOneOf(Object.keys(FLAG_STATES))
  state?: FlagState;

  @Optional()
  @IsSlug()
  environment?: string;

  /** What the key begins with. */
  @Optional()
  @IsText(1, 64)
  prefix?: string;

  @Optional()
  @IsText(1, LIMITS.nameLength)
  owner?: string;

  @Optional()
  @IsOneOf(Object.keys(FLAG_KINDS))
  kind?: FlagKind;

  /** `true` lists the archived ones instead. */
  @Optional()
  @IsOneOf(['true', 'false'])
  archived?: 'true' | 'false';

  /** `true` leaves out those that are not killed, in `environment` or in any where none is named. */
  @Optional()
  @IsOneOf(['true', 'false'])
  killed?: 'true' | 'false';

  /** `true` leaves out those that nothing speaks for tidying up. */
  @Optional()
  @IsOneOf(['true', 'false'])
  stale?: 'true' | 'false';

  /** `true` leaves out those that you neither own nor have changed last. */
  @Optional()
  @IsOneOf(['true', 'false'])
  mine?: 'true' | 'false';

  @Optional()
  @IsOneOf(FLAG_SORTS)
  sort?: (typeof FLAG_SORTS)[number];
}
