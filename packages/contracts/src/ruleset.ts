import { boolean, Field, integer, listOf, ref, string } from './response.ts';

/** A ruleset as a replica serves it. */
export class RulesetResponse {
  @Field(string)
  environment: string;

  @Field(integer)
  version: number;

  @Field(integer, 'How many flags it holds; archived ones are in none')
  flags: number;

  @Field(integer, 'How many segments it holds')
  segments: number;

  @Field(integer, 'About how many bytes of JSON, without overrides')
  bytes: number;

  @Field(boolean, 'Whether it is over 5 MiB: served all the same, and slow to download')
  oversized: boolean;

  @Field(boolean, 'Whether there may be a newer one, because the database is away')
  stale: boolean;
}

export class RulesetListResponse {
  @Field(listOf(ref(RulesetResponse)))
  items: readonly RulesetResponse[];
}
