import { PageQuery } from './page.ts';
import {
  boolean,
  Field,
  instant,
  integer,
  listOf,
  nullable,
  number,
  oneOf,
  ref,
  string,
} from './response.ts';

/** What is on for a tenant, newest first. */
export class ListFeaturesQuery extends PageQuery {}

/** For whom of a tenant's people something is on. */
export const FEATURE_AUDIENCES = ['everyone', 'share', 'people'] as const;
export type FeatureAudience = (typeof FEATURE_AUDIENCES)[number];

/** A flag that is on for a tenant, as its own people may know it: nothing in it is about what is off. */
export class FeatureResponse {
  @Field(string)
  name: string;

  @Field(string)
  description: string;

  @Field(oneOf(FEATURE_AUDIENCES), 'All of their people, a share of them, or some by name')
  audience: FeatureAudience;

  @Field(nullable(number), 'The share, in percent')
  percentage: number | null;

  @Field(nullable(integer), 'How many by name')
  people: number | null;

  @Field(boolean, 'Whether it is on for this tenant by an override of its own')
  pilot: boolean;

  @Field(instant)
  since: string;

  @Field(nullable(instant), 'When a pilot ends; null for no date')
  until: string | null;
}

export class FeaturePageResponse {
  @Field(listOf(ref(FeatureResponse)))
  items: readonly FeatureResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
