import { LIMITS } from './limits.ts';
import { Field, integer, listOf, string } from './response.ts';

/** How many there are, and which. */
export class NamedCountResponse {
  @Field(integer)
  count: number;

  @Field(listOf(string), `The first ${LIMITS.namesOfACount} of them, in order`)
  names: readonly string[];
}
