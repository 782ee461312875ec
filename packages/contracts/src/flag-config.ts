import type { FlagState, Operator } from '@halyard/evaluator';
import { OPERATOR_NAMES } from '@halyard/evaluator';
import {
  IsConditionValues,
  IsFlagKey,
  IsList,
  IsOneOf,
  IsPercentage,
  IsSlug,
  IsSlugs,
  IsText,
  IsTrueOrFalse,
  IsVariantName,
  IsVariantNames,
  Optional,
} from './constraints.ts';
import { LIMITS } from './limits.ts';
import { Nested } from './validate.ts';

/** What a flag does in an environment, each with the sentence that people read. */
export const FLAG_STATES = {
  off: 'Off for everyone',
  on: 'On for everyone; scope and rules are ignored',
  targeted: 'On for those whom the scope or a rule names; an empty list is nobody',
  rollout: 'On for a percentage of those in scope',
} as const satisfies Record<FlagState, string>;

/** Which tenants a flag is for: the axes are AND-ed, an empty list is no restriction. */
export class ScopeDto {
  @Optional()
  @IsSlugs(LIMITS.scopeEntries)
  plans?: string[];

  @Optional()
  @IsSlugs(LIMITS.scopeEntries)
  tenantSlugs?: string[];

  @Optional()
  @IsSlugs(LIMITS.scopeEntries)
  partnerSlugs?: string[];
}

/** A share of a split: weights are percentages that sum to 100. */
export class SplitShareDto {
  @IsVariantName()
  variant: string;

  @IsPercentage()
  weight: number;
}

/** What an enabled unit gets: `{variant}`, or `{split, bucketBy}`. */
export class ServeDto {
  @Optional()
  @IsVariantName()
  variant?: string;

  @Optional()
  @IsList(LIMITS.variants)
  @Nested(() => SplitShareDto, 'item')
  split?: SplitShareDto[];

  /** `tenant`, `user` or the name of an attribute. */
  @Optional()
  @IsText(1, LIMITS.nameLength)
  bucketBy?: string;
}

export class RolloutDto {
  @Optional()
  @IsPercentage()
  percentage?: number;

  /** `tenant`, `user` or the name of an attribute. */
  @Optional()
  @IsText(1, LIMITS.nameLength)
  bucketBy?: string;
}

export class ConditionDto {
  /** `targetingKey`, `tenant`, `plan`, `partner`, `now`, or an attribute (whole or a dotted path). */
  @IsText(1, LIMITS.nameLength)
  attribute: string;

  @IsOneOf(OPERATOR_NAMES)
  op: Operator;

  @IsConditionValues()
  values: (string | number | boolean)[];

  @Optional()
  @IsTrueOrFalse()
  negate?: boolean;
}

export class RuleDto {
  /** Names the rule in answers (`ruleId`) and in the audit trail. */
  @IsSlug()
  id: string;

  @Optional()
  @IsList(LIMITS.conditionsPerRule)
  @Nested(() => ConditionDto, 'item')
  when?: ConditionDto[];

  @Optional()
  @IsSlugs(LIMITS.segmentsPerRule)
  segments?: string[];

  @Optional()
  @Nested(() => RolloutDto)
  rollout?: RolloutDto;

  @Nested(() => ServeDto)
  serve: ServeDto;
}

export class PrerequisiteDto {
  @IsFlagKey()
  flag: string;

  @IsVariantNames()
  variants: string[];
}

/** A flag in one environment. What is left out stays as it is. */
export class FlagConfigDto {
  @Optional()
  @IsOneOf(Object.keys(FLAG_STATES))
  state?: FlagState;

  @Optional()
  @Nested(() => ServeDto)
  serve?: ServeDto;

  @Optional()
  @Nested(() => ScopeDto)
  scope?: ScopeDto;

  @Optional()
  @IsList(LIMITS.rules)
  @Nested(() => RuleDto, 'item')
  rules?: RuleDto[];

  @Optional()
  @Nested(() => RolloutDto)
  rollout?: RolloutDto;
}
