import { IsCategory, IsRequestRef, IsSlug, IsText, Optional } from './constraints.ts';
import { KilledResponse } from './flag.response.ts';
import { LIMITS } from './limits.ts';
import { NamedCountResponse } from './named-count.ts';
import { Field, instant, integer, listOf, ref, string } from './response.ts';

/** Turns a whole category off in an environment, or everything (`*`), at once. */
export class KillSwitchDto {
  @IsText(1, LIMITS.reasonLength)
  reason: string;

  /** For releasing in a protected environment, which needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

/** Which switch, as its URL says. */
export class KillSwitchParams {
  @IsSlug()
  environment: string;

  /** A category, or `*` for every flag. */
  @IsCategory()
  category: string;
}

export class KillSwitchResponse {
  @Field(string)
  environment: string;

  @Field(string, 'A category, or `*` for every flag')
  category: string;

  @Field(string)
  by: string;

  @Field(instant)
  at: string;

  @Field(string)
  reason: string;
}

export class KillSwitchListResponse {
  @Field(listOf(ref(KillSwitchResponse)))
  items: readonly KillSwitchResponse[];
}

/** What a switch turns off: now, if it were engaged; where it is, what it holds down. */
export class KillSwitchEffectResponse {
  @Field(string, 'A category, or `*` for every flag')
  category: string;

  @Field(integer, 'How many flags fall under it, whatever their state')
  under: number;

  @Field(ref(NamedCountResponse), 'Of these, the keys of those that are not off without it')
  flags: NamedCountResponse;

  @Field(ref(NamedCountResponse), 'The slugs of tenants that get something of it without it')
  tenants: NamedCountResponse;
}

/** A flag that is killed by itself. */
export class KilledFlagResponse {
  @Field(string)
  key: string;

  @Field(string)
  name: string;

  @Field(ref(KilledResponse))
  killed: KilledResponse;
}

/** All that can be turned off at once in an environment, and the flags that are killed one by one. */
export class KillSwitchEffectListResponse {
  @Field(string)
  environment: string;

  @Field(integer, 'How many tenants there are')
  tenants: number;

  @Field(listOf(ref(KillSwitchEffectResponse)), '`*` first, then by category')
  items: readonly KillSwitchEffectResponse[];

  @Field(listOf(ref(KilledFlagResponse)), 'The latest first')
  killedFlags: readonly KilledFlagResponse[];
}
