/** Whom to evaluate for: an OpenFeature evaluation context. */
export interface FlagContext {
  readonly targetingKey?: string;
  /** A tenant's slug, for a key or a person that may name one. */
  readonly tenant?: string;
  readonly [attribute: string]: unknown;
}

/** Not the same person with other attributes, but another person or tenant. */
export function isSomeoneElse(now: FlagContext | undefined, before: FlagContext | undefined) {
  return now?.targetingKey !== before?.targetingKey || now?.tenant !== before?.tenant;
}
