import type { JsonValue } from './json.ts';

/** Whom a flag is evaluated for. Whatever is missing or of another type counts as absent; nothing here is ever trusted. */
export interface EvaluationContext {
  /** OpenFeature's name for the user's id. An empty one is none when it comes to buckets and overrides. */
  readonly targetingKey?: string;
  readonly tenant?: EvaluationTenant;
  readonly attributes?: { readonly [name: string]: JsonValue | undefined };
}

export interface EvaluationTenant {
  readonly slug: string;
  readonly plan?: string | null;
  readonly partnerSlug?: string | null;
}
