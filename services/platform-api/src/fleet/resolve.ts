import type {
  CompiledRuleset,
  EvaluationContext,
  Lane,
  LaneAccount,
  Resolution,
} from '@halyard/evaluator';
import type { Served } from '../evaluation/ruleset.store.ts';
import type { KnownTenant } from '../evaluation/tenant.cache.ts';

/** What the engine says of a flag that it knows. */
export type Resolved = Exclude<Resolution, { readonly errorCode: 'FLAG_NOT_FOUND' }>;

/** How one tenant gets a flag, beside how any other does. */
export interface TenantsResolution {
  readonly resolution: Resolved;
  readonly lane: Lane;
  /** What that lane says, for people. */
  readonly detail: string;
  /** What any other tenant gets. */
  readonly anyones: Resolved;
}

/** A tenant that nothing names. */
export const NOBODY: EvaluationContext = { attributes: {} };

/** A tenant as evaluations see it where no user asks: without a targeting key. */
export function contextOf({ context, attributes }: KnownTenant): EvaluationContext {
  return { tenant: context, attributes };
}

/** What a flag of the ruleset is for a tenant, beside what it is for any other. */
export function resolveFor(
  tenant: KnownTenant,
  served: Served,
  key: string,
  now: number,
): TenantsResolution {
  const trace: LaneAccount[] = [];
  const theirs = tenant.compiled(served).evaluate(key, contextOf(tenant), { now, trace });
  const anyones = served.compiled.evaluate(key, NOBODY, { now });
  // The trace ends with the lane that decided.
  const { lane = 'unknown_flag', detail = '' } = trace.at(-1) ?? {};
  return {
    resolution: known(theirs, key),
    lane,
    detail,
    anyones: known(anyones, key),
  };
}

/** What some flags of the ruleset come to, in the order of their keys. */
export function resolveEach(
  compiled: CompiledRuleset,
  context: EvaluationContext,
  keys: readonly string[],
  now: number,
): Resolved[] {
  const resolutions = compiled.evaluateAll(context, { now, only: keys });
  return keys.map((key) => known(resolutions.get(key), key));
}

function known(resolution: Resolution | undefined, key: string): Resolved {
  if (resolution?.variant === undefined) throw new Error(`The ruleset has no flag "${key}"`);
  return resolution;
}

export const differs = ({ resolution, anyones }: TenantsResolution) =>
  resolution.variant !== anyones.variant;
