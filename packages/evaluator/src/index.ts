/** The engine of Halyard: a ruleset and an evaluation context in, a resolution out. Pure, isomorphic, no I/O. */
export { bucket } from './bucket.ts';
export { check, type CheckOptions } from './check.ts';
export {
  compile,
  type CompiledRuleset,
  type EvaluateAllOptions,
  type EvaluateOptions,
} from './compile.ts';
export type { EvaluationContext, EvaluationTenant } from './context.ts';
export { MalformedRulesetError, type Issue, type IssueCode } from './issue.ts';
export type { JsonValue } from './json.ts';
export { OPERATOR_NAMES, valuesTakenBy, type Operator } from './operators.ts';
export type {
  ErrorCode,
  FailedClosed,
  FlagNotFound,
  Reason,
  Resolution,
  Served,
  Source,
} from './resolution.ts';
export { dependsOnTenant, project, type ProjectedTenant } from './project.ts';
export {
  FLAG_STATES,
  FLAG_TYPES,
  SCHEMA,
  SEGMENT_MATCHES,
  type Condition,
  type FlagDefinition,
  type FlagState,
  type FlagType,
  type OverrideDefinition,
  type Prerequisite,
  type Rollout,
  type Rule,
  type Ruleset,
  type Scope,
  type SegmentDefinition,
  type SegmentMatch,
  type Serve,
  type WeightedVariant,
} from './ruleset.ts';
export type { Membership } from './segment.ts';
export { membershipIn } from './segment-membership.ts';
export {
  LANES,
  type Lane,
  type LaneAccount,
  type PrerequisiteAccount,
  type RuleAccount,
} from './trace.ts';
