import type { FlagState } from '@halyard/evaluator';
import { IsSlug, IsText, Optional } from './constraints.ts';
import { FLAG_STATES } from './flag-config.ts';
import { LIMITS } from './limits.ts';
import { NamedCountResponse } from './named-count.ts';
import { PageQuery } from './page.ts';
import {
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

/** Where tenants are in a rollout, each with what it means. */
export const STANDINGS = {
  in: 'Its bucket is under the percentage',
  waiting: 'Its bucket is not under the percentage yet',
  share: 'A part of it is in: the rollout is not by tenant',
  always: 'It gets it without the rollout: an override, or a rule',
  never: 'It does not get it, whatever the percentage: the scope, an override, a prerequisite',
} as const;
export type Standing = keyof typeof STANDINGS;
export const STANDING_NAMES = Object.keys(STANDINGS) as readonly Standing[];

export class ListRolloutsQuery extends PageQuery {
  /** Only in this one. */
  @Optional()
  @IsSlug()
  environment?: string;

  /** Only of flags that they answer for. */
  @Optional()
  @IsText(1, LIMITS.nameLength)
  owner?: string;
}

export class FlagRolloutQuery {
  /** The deployment's default one where none is named. */
  @Optional()
  @IsSlug()
  environment?: string;
}

/** A percentage that lets some in: the flag's own, or a rule's. */
export class RolloutShareResponse {
  @Field(nullable(string), 'The id of the rule whose it is; null for the flag’s own')
  rule: string | null;

  @Field(number)
  percentage: number;

  @Field(string)
  bucketBy: string;
}

/** A flag that is rolled out in an environment. */
export class RunningRolloutResponse {
  @Field(string)
  flag: string;

  @Field(string)
  name: string;

  @Field(string)
  owner: string;

  @Field(string)
  environment: string;

  @Field(listOf(ref(RolloutShareResponse)), 'The flag’s own first')
  shares: readonly RolloutShareResponse[];

  @Field(ref(NamedCountResponse), 'The tenants that get it now, or of which a part does')
  tenantsIn: NamedCountResponse;

  @Field(integer, 'How many tenants there are')
  tenants: number;

  @Field(boolean, 'Whether a kill switch holds it down, so that nobody gets it')
  held: boolean;

  @Field(nullable(instant), 'When its state last changed')
  since: string | null;

  @Field(instant, 'When it was last changed there')
  updatedAt: string;

  @Field(string)
  updatedBy: string;
}

export class RunningRolloutPageResponse {
  @Field(listOf(ref(RunningRolloutResponse)), 'Those that were moved last, first')
  items: readonly RunningRolloutResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}

/** One tenant in a flag's rollout. */
export class RolloutTenantResponse {
  @Field(string)
  slug: string;

  @Field(string)
  name: string;

  @Field(string)
  plan: string;

  @Field(oneOf(STANDING_NAMES))
  standing: Standing;

  @Field(nullable(number), 'It is in once the percentage is over this; null where none is compared')
  bucket: number | null;
}

/**
 * Who is in a flag's rollout, and who comes next. Where the flag is in another state, who would be in one that
 * began at 0 %.
 */
export class FlagRolloutResponse {
  @Field(string)
  flag: string;

  @Field(string)
  environment: string;

  @Field(oneOf(Object.keys(FLAG_STATES)))
  state: FlagState;

  @Field(boolean, 'Whether a kill switch holds it down: who would be in without it')
  held: boolean;

  @Field(number)
  percentage: number;

  @Field(string)
  bucketBy: string;

  @Field(integer, 'How many tenants there are')
  tenants: number;

  @Field(mapOf(integer), 'Standing → how many tenants')
  standings: Readonly<Record<Standing, number>>;

  @Field(
    listOf(ref(RolloutTenantResponse)),
    `By bucket, then those without one; the first ${LIMITS.previewedTenants}`,
  )
  items: readonly RolloutTenantResponse[];
}
