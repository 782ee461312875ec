import { LIMITS } from '@halyard/contracts';
import type { NamedCountResponse } from '@halyard/contracts';

/** How many, and the first of them by name. */
export function namedCount(names: readonly string[]): NamedCountResponse {
  return { count: names.length, names: names.slice(0, LIMITS.namesOfACount) };
}
