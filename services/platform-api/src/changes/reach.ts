import { isDeepStrictEqual } from 'node:util';
import { dependsOnTenant, project } from '@halyard/evaluator';
import type {
  FlagDefinition,
  OverrideDefinition,
  ProjectedTenant,
  Ruleset,
  SegmentDefinition,
} from '@halyard/evaluator';
import type { Step } from './gate.ts';

/** Past this many, a change is everyone's: naming them would cost more than it spares the others. */
const MOST_NAMED = 1_000;

/** A tenant that no scope and no condition names. */
const STRANGER: ProjectedTenant = { slug: '', plan: null, partnerSlug: null };

/**
 * The tenants whose own ruleset a change alters; null for everyone. Like the gate it compares what the
 * rulesets come to, not the request: a rollout within another tenant's scope touches that tenant alone.
 */
export async function reachOf(
  steps: readonly Step[],
  tenants: () => Promise<readonly ProjectedTenant[]>,
): Promise<readonly string[] | null> {
  const concerns = steps.map(concernOf);
  if (concerns.includes('everyone')) return null;
  const open = concerns.filter((concern) => typeof concern === 'object');
  if (open.length === 0) return [];
  const all = await tenants();
  const touched = all.filter((tenant) => open.some((concern) => isTouched(concern, tenant)));
  const isForAll = touched.length === all.length || touched.length > MOST_NAMED;
  return isForAll ? null : touched.map(({ slug }) => slug);
}

/** The flags that a step may alter for some tenants and not for others, before and after. */
interface Concern {
  readonly before: Part;
  readonly after: Part;
}

interface Part {
  readonly ruleset: Ruleset;
  readonly overrides: ReadonlyMap<string, readonly OverrideDefinition[]>;
}

function concernOf({ before, after }: Step): Concern | 'everyone' | 'nobody' {
  if (!isDeepStrictEqual(before.killSwitches, after.killSwitches)) return 'everyone';
  const next = { ...after, segments: withSameLists(before.segments, after.segments) };
  const changed = changedFlags(before, next);
  const isNew = (key: string) => before.flags[key] === undefined || next.flags[key] === undefined;
  if (changed.some(isNew)) return 'everyone';
  const isUniform = (key: string) =>
    [before, next].every((ruleset) => {
      const flag = ruleset.flags[key];
      return flag === undefined || !dependsOnTenant(ruleset, flag);
    });
  const uniform = changed.filter(isUniform);
  const concern = { before: partOf(before, uniform), after: partOf(next, uniform) };
  if (isTouched(concern, STRANGER)) return 'everyone';
  // A variant that nobody else gets may be what a tenant's override names.
  const isOverridden = ({ flag }: OverrideDefinition) => changed.includes(flag);
  const isOverrides = [before, next].some(({ overrides }) => overrides.some(isOverridden));
  if (uniform.length === changed.length && !isOverrides) return 'nobody';
  return { before: partOf(before, changed), after: partOf(next, changed) };
}

/** The flags that were changed, or whose segments were. */
export function changedFlags(before: Ruleset, after: Ruleset): string[] {
  const isOther = (key: string) => before.segments[key] !== after.segments[key];
  const segments = new Set(Object.keys({ ...before.segments, ...after.segments }).filter(isOther));
  const names = (flag: FlagDefinition | undefined) =>
    segments.size > 0 &&
    flag?.rules.some((rule) => rule.segments.some((segment) => segments.has(segment)));
  return Object.keys({ ...before.flags, ...after.flags }).filter((key) => {
    const [was, is] = [before.flags[key], after.flags[key]];
    return was !== is || names(was) || names(is);
  });
}

function partOf(ruleset: Ruleset, keys: readonly string[]): Part {
  const flags = Object.fromEntries(
    keys.flatMap((key) => {
      const flag = ruleset.flags[key];
      return flag === undefined ? [] : [[key, flag]];
    }),
  );
  return {
    ruleset: { ...ruleset, flags, overrides: [] },
    overrides: Map.groupBy(ruleset.overrides, ({ tenant }) => tenant),
  };
}

function isTouched({ before, after }: Concern, tenant: ProjectedTenant): boolean {
  const [was, is] = [before, after].map(({ ruleset, overrides }) =>
    project({ ...ruleset, overrides: overrides.get(tenant.slug) ?? [] }, tenant),
  );
  return !isDeepStrictEqual(was, is);
}

/** Lists that say the same are the same: they are long, and compared for every tenant. */
function withSameLists(
  before: Ruleset['segments'],
  after: Ruleset['segments'],
): Ruleset['segments'] {
  if (before === after) return after;
  return Object.fromEntries(
    Object.entries(after).map(([key, segment]): [string, SegmentDefinition] => {
      const was = before[key];
      if (was === undefined || was === segment) return [key, segment];
      const included = same(was.included, segment.included);
      const excluded = same(was.excluded, segment.excluded);
      return [key, { ...segment, included, excluded }];
    }),
  );
}

function same(was: readonly string[], is: readonly string[]): readonly string[] {
  return isDeepStrictEqual(was, is) ? was : is;
}
