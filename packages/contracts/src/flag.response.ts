import { FLAG_TYPES } from '@halyard/evaluator';
import type {
  FlagState,
  FlagType,
  JsonValue,
  Prerequisite,
  Rule,
  Scope,
  Serve,
} from '@halyard/evaluator';
import { FLAG_STATES, PrerequisiteDto, RuleDto, ScopeDto, ServeDto } from './flag-config.ts';
import { FLAG_KINDS, STALE_REASONS } from './flag.ts';
import type { FlagKind, StaleReason } from './flag.ts';
import { Optional } from './constraints.ts';
import { ProblemResponse } from './problem.response.ts';
import {
  anything,
  boolean,
  Field,
  instant,
  integer,
  listOf,
  mapOf,
  nullable,
  number,
  oneOf,
  ref,
  string,
} from './response.ts';

/** Who killed a flag, when and why. */
export class KilledResponse {
  @Field(string)
  by: string;

  @Field(instant)
  at: string;

  @Field(string)
  reason: string;
}

export class RolloutResponse {
  @Field(number)
  percentage: number;

  @Field(string)
  bucketBy: string;
}

/** A flag in one environment. */
export class FlagConfigResponse {
  @Field(oneOf(Object.keys(FLAG_STATES)))
  state: FlagState;

  @Field(ref(ServeDto))
  serve: Serve;

  @Field(ref(ScopeDto))
  scope: Scope;

  @Field(listOf(ref(RuleDto)))
  rules: readonly Rule[];

  @Field(ref(RolloutResponse))
  rollout: RolloutResponse;

  @Field(nullable(ref(KilledResponse)), 'null while it is not killed')
  killed: KilledResponse | null;

  @Field(integer, 'Send it with the next write')
  version: number;

  @Field(instant)
  updatedAt: string;

  @Field(string)
  updatedBy: string;

  @Field(nullable(instant), 'When its state last changed')
  lastFlippedAt: string | null;

  @Field(nullable(string), 'The change request that approved it last')
  lastApprovalRef: string | null;

  @Field(nullable(instant), 'To the minute, however long ago; null where it never was')
  lastEvaluatedAt: string | null;
}

export class FlagResponse {
  @Field(string)
  key: string;

  @Field(string)
  name: string;

  @Field(string)
  description: string;

  @Field(oneOf(Object.keys(FLAG_KINDS)))
  kind: FlagKind;

  @Field(oneOf(FLAG_TYPES))
  type: FlagType;

  @Field(mapOf(anything), 'Variant name → its value')
  variants: Readonly<Record<string, JsonValue>>;

  @Field(
    nullable({ type: 'object', additionalProperties: true }),
    'JSON Schema that every value fits; null where there is none',
  )
  schema: Readonly<Record<string, unknown>> | null;

  @Field(string, 'The variant served wherever the flag is off')
  offVariant: string;

  @Field(string)
  owner: string;

  @Field(string)
  ownerModule: string;

  @Field(listOf(string))
  tags: readonly string[];

  @Field(nullable(string))
  category: string | null;

  @Field(boolean)
  sensitive: boolean;

  @Field(boolean)
  requiresApproval: boolean;

  @Field(listOf(ref(PrerequisiteDto)))
  prerequisites: readonly Prerequisite[];

  @Field(mapOf(ref(FlagConfigResponse)), 'Environment key → configuration')
  environments: Readonly<Record<string, FlagConfigResponse>>;

  @Field(integer, 'Send it with the next write of what is true in every environment')
  version: number;

  @Field(boolean)
  archived: boolean;

  @Field(nullable(instant))
  archivedAt: string | null;

  @Field(instant)
  createdAt: string;

  @Field(instant)
  updatedAt: string;

  @Field(string)
  updatedBy: string;
}

/** What an action on several flags came to, for each. */
export class BulkResultResponse {
  @Field(string)
  key: string;

  @Field(integer, 'As the action on this flag alone would have answered')
  status: number;

  @Optional()
  @Field(ref(FlagResponse))
  flag?: FlagResponse;

  @Optional()
  @Field(ref(ProblemResponse))
  problem?: ProblemResponse;
}

export class BulkResponse {
  @Field(listOf(ref(BulkResultResponse)))
  items: readonly BulkResultResponse[];
}

export const BULK_VERDICTS = ['now', 'approval', 'unchanged', 'refused'] as const;
export type BulkVerdict = (typeof BULK_VERDICTS)[number];

/** What an action would come to for one flag. */
export class BulkVerdictResponse {
  @Field(string)
  key: string;

  @Field(
    oneOf(BULK_VERDICTS),
    'now: done at once; approval: takes two; unchanged: it is so already; refused: cannot be done',
  )
  verdict: BulkVerdict;

  @Field(listOf(string), 'Why it takes approval, or is refused')
  why: readonly string[];
}

export class BulkPreviewResponse {
  @Field(listOf(ref(BulkVerdictResponse)))
  items: readonly BulkVerdictResponse[];
}

/** What a flag requires, and what requires it, all the way. */
export class DependencyResponse {
  @Field(string)
  from: string;

  @Field(string)
  to: string;

  @Field(listOf(string), 'Of these variants one has to be served')
  variants: readonly string[];
}

export class DependenciesResponse {
  @Field(string)
  key: string;

  @Field(listOf(ref(DependencyResponse)), 'From a flag to one that it requires')
  requires: readonly DependencyResponse[];

  @Field(listOf(ref(DependencyResponse)), 'From a flag to one that it requires, up to this one')
  requiredBy: readonly DependencyResponse[];

  @Field(listOf(string), 'The segments that its rules use')
  segments: readonly string[];

  @Field(listOf(ref(FlagResponse)), 'Every flag that is named here, this one too')
  flags: readonly FlagResponse[];
}

/** What speaks for tidying a flag up. */
export class StaleResponse {
  @Field(oneOf(STALE_REASONS))
  reason: StaleReason;

  @Field(string, 'The reason in words')
  words: string;

  @Field(string, 'What to do about it')
  action: string;
}

/** A flag as it is read: with what is known of it beside what changes have made of it. */
export class ListedFlagResponse extends FlagResponse {
  @Field(mapOf(integer), 'Environment key → how many tenants override it there; none is left out')
  overrides: Readonly<Record<string, number>>;

  @Field(nullable(ref(StaleResponse)), 'null where nothing speaks for tidying it up')
  stale: StaleResponse | null;
}

/** What the flags that are not archived say of themselves, to filter by. */
export class FlagFacetsResponse {
  @Field(listOf(string))
  owners: readonly string[];

  @Field(listOf(string))
  tags: readonly string[];
}

export class FlagPageResponse {
  @Field(listOf(ref(ListedFlagResponse)))
  items: readonly ListedFlagResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
