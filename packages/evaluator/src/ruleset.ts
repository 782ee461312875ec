/**
 * The ruleset: all that an evaluator needs for one environment. `spec/evaluation.md` says what each part means.
 *
 * A ruleset is an immutable value. `compile()` remembers what it made of each part by the part's identity, so a
 * changed flag, segment or list of overrides has to be a new object (`{ ...ruleset, flags: { ...flags, [key]: flag } }`).
 */
import type { JsonValue } from './json.ts';
import type { Operator } from './operators.ts';

/** The format number that this engine reads. */
export const SCHEMA = 1;

export const FLAG_TYPES = ['boolean', 'string', 'number', 'json'] as const;
export type FlagType = (typeof FLAG_TYPES)[number];

export const FLAG_STATES = ['off', 'on', 'targeted', 'rollout'] as const;
export type FlagState = (typeof FLAG_STATES)[number];

export const SEGMENT_MATCHES = ['all', 'any'] as const;
export type SegmentMatch = (typeof SEGMENT_MATCHES)[number];

export interface Ruleset {
  readonly schema: typeof SCHEMA;
  readonly environment: string;
  /** Grows with every change to the environment. */
  readonly version: number;
  readonly flags: Readonly<Record<string, FlagDefinition>>;
  readonly segments: Readonly<Record<string, SegmentDefinition>>;
  /** At most one for each (flag, tenant, user). */
  readonly overrides: readonly OverrideDefinition[];
  /** The categories that are killed; `*` kills every flag. */
  readonly killSwitches: readonly string[];
}

export interface FlagDefinition {
  readonly type: FlagType;
  readonly variants: Readonly<Record<string, JsonValue>>;
  readonly offVariant: string;
  readonly state: FlagState;
  readonly serve: Serve;
  readonly scope: Scope;
  readonly rules: readonly Rule[];
  readonly rollout: Rollout;
  readonly prerequisites: readonly Prerequisite[];
  readonly category: string | null;
  readonly killed: boolean;
}

/** What an enabled unit gets: one variant, or a split of several. */
export type Serve =
  | { readonly variant: string }
  | { readonly split: readonly WeightedVariant[]; readonly bucketBy: string };

export interface WeightedVariant {
  readonly variant: string;
  /** 0 to 100 with at most 3 decimals; the weights of a split sum to 100. */
  readonly weight: number;
}

/** Axes that are AND-ed; an empty list is no restriction. */
export interface Scope {
  readonly plans: readonly string[];
  readonly tenantSlugs: readonly string[];
  readonly partnerSlugs: readonly string[];
}

export interface Rule {
  readonly id: string;
  readonly when: readonly Condition[];
  /** Keys of segments, which all have to hold. */
  readonly segments: readonly string[];
  readonly rollout?: Rollout;
  readonly serve: Serve;
}

export interface Rollout {
  /** 0 to 100 with at most 3 decimals. */
  readonly percentage: number;
  /** `tenant`, `user`, or the name of an attribute. */
  readonly bucketBy: string;
}

export interface Prerequisite {
  readonly flag: string;
  readonly variants: readonly string[];
}

export interface Condition {
  readonly attribute: string;
  readonly op: Operator;
  readonly values: readonly (string | number | boolean)[];
  readonly negate?: boolean;
  /** Of `equals` and `in`: the texts among `values` are digests made with it (`project()` says why). */
  readonly salt?: string;
}

export interface SegmentDefinition {
  readonly match: SegmentMatch;
  readonly when: readonly Condition[];
  /** Targeting keys. */
  readonly included: readonly string[];
  /** Targeting keys; they beat `included`. */
  readonly excluded: readonly string[];
  /** `included` and `excluded` are digests made with it (`project()` says why). */
  readonly salt?: string;
}

export interface OverrideDefinition {
  readonly flag: string;
  readonly tenant: string;
  /** A targeting key, or null for the whole tenant. */
  readonly user: string | null;
  readonly variant: string;
  /** 0 to 100 with at most 3 decimals, or null for everyone; a user's override ignores it. */
  readonly percentage: number | null;
  /** RFC 3339 with an offset: the first moment at which it no longer counts. */
  readonly expiresAt: string | null;
}
