import type { JsonValue } from '@halyard/evaluator';
import { DifferenceResponse } from './audit.ts';
import { ChangeDto } from './change.ts';
import type { Change } from './change.ts';
import {
  anything,
  boolean,
  Field,
  integer,
  listOf,
  nullable,
  number,
  oneOf,
  ref,
  string,
} from './response.ts';
import { Nested } from './validate.ts';

/** A change that is not made yet. */
export class PreviewChangeDto {
  @Nested(() => ChangeDto)
  change: Change;
}

/** Whether it waits for others. */
export class GateVerdictResponse {
  @Field(boolean, 'Whether two others have to approve it first')
  approvalRequired: boolean;

  @Field(listOf(string), 'Why, in words')
  reasons: readonly string[];

  @Field(boolean, 'Acts at once although it would need approval: it ends in off, and is marked so')
  breakGlass: boolean;
}

/** What a tenant gets, whichever of its users asks. */
export class OutcomeResponse {
  @Field(nullable(anything), 'null where there is no such flag')
  value: JsonValue;

  @Field(nullable(string))
  variant: string | null;

  @Field(nullable(string), 'The lane that decided')
  source: string | null;

  @Field(nullable(string))
  reason: string | null;

  @Field(nullable(string), 'The rule that answered')
  ruleId: string | null;

  @Field(
    nullable(number),
    'Where it depends on the user: about how many per cent of them get more than the off variant',
  )
  usersPct: number | null;
}

export const IMPACTS = ['gains', 'loses', 'changes'] as const;
export type Impact = (typeof IMPACTS)[number];

/** A tenant whose answer a change alters. */
export class ReachedTenantResponse {
  @Field(string)
  environment: string;

  @Field(string)
  flag: string;

  @Field(string, 'The slug')
  tenant: string;

  @Field(string)
  name: string;

  @Field(oneOf(IMPACTS), 'gains: from the off variant to another; loses: back to it')
  impact: Impact;
}

export class TenantImpactResponse extends ReachedTenantResponse {
  @Field(ref(OutcomeResponse))
  before: OutcomeResponse;

  @Field(ref(OutcomeResponse))
  after: OutcomeResponse;
}

/** Who has a flag: gets another variant than the off one, all of its users or some. */
export class ReachResponse {
  @Field(string)
  environment: string;

  @Field(string)
  flag: string;

  @Field(integer, 'How many tenants have it now')
  before: number;

  @Field(integer, 'How many would')
  after: number;

  @Field(integer, 'For how many of these it depends on the user')
  partly: number;

  @Field(listOf(string), 'Their slugs, the first 20')
  tenants: readonly string[];
}

/** A user whom a segment would gain or lose, and what that does to them in some tenant. */
export class UserImpactResponse {
  @Field(string)
  environment: string;

  @Field(string)
  flag: string;

  @Field(string, 'The targeting key')
  user: string;

  @Field(oneOf(IMPACTS), 'gains: from the off variant to another; loses: back to it')
  impact: Impact;
}

/** What a change would do. Nothing is saved. */
export class ChangePreviewResponse {
  @Field(ref(GateVerdictResponse))
  gate: GateVerdictResponse;

  @Field(nullable(anything))
  before: JsonValue;

  @Field(nullable(anything))
  after: JsonValue;

  @Field(listOf(ref(DifferenceResponse)), 'Before against after, readable')
  differences: readonly DifferenceResponse[];

  @Field(integer, 'For how many tenants it was evaluated')
  tenants: number;

  @Field(listOf(ref(TenantImpactResponse)), 'Whose answers would be others, up to 1,000')
  impact: readonly TenantImpactResponse[];

  @Field(integer, 'How many there are in all')
  impacted: number;

  @Field(listOf(ref(ReachResponse)), 'Of the flags that it is about')
  reach: readonly ReachResponse[];

  @Field(
    listOf(ref(UserImpactResponse)),
    'Of the first 100 whom a segment’s lists gain or lose by name: whose answers would be others',
  )
  users: readonly UserImpactResponse[];

  @Field(listOf(string), 'Sensitive flags whose values are not for you to see')
  withheld: readonly string[];
}
