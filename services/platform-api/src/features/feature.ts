import type { FeatureResponse, FlagKind } from '@halyard/contracts';
import type { CompiledRuleset, EvaluationContext, Resolution, Source } from '@halyard/evaluator';
import { configIn } from '../flags/flag.ts';
import type { Flag } from '../flags/flag.ts';
import type { Override } from '../overrides/override.ts';

/** What a tenant's people may be told of. How the platform runs its own house is not theirs. */
const FOR_TENANTS: readonly FlagKind[] = ['release', 'experiment', 'permission'];

/** Nobody knows a tenant's users by name: as many as this stand for them. */
const SAMPLE = Array.from({ length: 200 }, (_, index) => `sample-${index}`);

/** A tenant, and how its evaluations are made at a moment. */
export interface Viewpoint {
  readonly environment: string;
  readonly compiled: CompiledRuleset;
  /** The tenant without a user. */
  readonly context: EvaluationContext;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export function isForTenants({ kind }: Flag): boolean {
  return FOR_TENANTS.includes(kind);
}

/**
 * A flag as the tenant's own people may know it; null where it is on for none of them, and then there is
 * nothing to know. `overrides` are the tenant's of this flag, those that count.
 */
export function featureOf(
  flag: Flag,
  from: Viewpoint,
  overrides: readonly Override[],
): FeatureResponse | null {
  const audience = audienceOf(flag, from, overrides);
  if (audience === null) return null;
  const { source, ...rest } = audience;
  const pilots = overrides.filter((one) =>
    source === 'user_override' ? one.user !== null : source === 'tenant_override' && !one.user,
  );
  return {
    name: flag.name,
    description: flag.description,
    ...rest,
    pilot: pilots.length > 0,
    since: sinceOf(flag, from.environment, pilots).toISOString(),
    until: untilOf(pilots),
  };
}

type Audience = Pick<FeatureResponse, 'audience' | 'percentage' | 'people'> & {
  readonly source: Source | undefined;
};

function audienceOf(flag: Flag, from: Viewpoint, overrides: readonly Override[]): Audience | null {
  const isOn = ({ variant }: Resolution) => variant !== undefined && variant !== flag.offVariant;
  const answers = answersFor(flag, from, overrides);
  const on = answers.filter(isOn);
  const source = on[0]?.source;
  if (on.length === answers.length) return { ...EVERYONE, source };
  if (on.length > 0) {
    const sampled = Math.max(1, Math.round((on.length / answers.length) * 100));
    const percentage = exactShare(flag, from, overrides, source) ?? sampled;
    return { audience: 'share', percentage, people: null, source };
  }
  const people = overrides.filter(
    ({ user }) => user !== null && isOn(ask(flag, from, user)),
  ).length;
  if (people === 0) return null;
  return { audience: 'people', percentage: null, people, source: 'user_override' };
}

const EVERYONE = { audience: 'everyone', percentage: null, people: null } as const;

/** One answer where all users get the same; else those of the sample. */
function answersFor(flag: Flag, from: Viewpoint, overrides: readonly Override[]): Resolution[] {
  const whole = ask(flag, from);
  const isSettled =
    overrides.length === 0 && (whole.reason === 'STATIC' || whole.reason === 'DISABLED');
  return isSettled ? [whole] : SAMPLE.map((user) => ask(flag, from, user));
}

function ask(flag: Flag, { compiled, context, now }: Viewpoint, user?: string | null): Resolution {
  return compiled.evaluate(flag.key, user ? { ...context, targetingKey: user } : context, { now });
}

/** The percentage as it was set, where one alone decided. */
function exactShare(
  flag: Flag,
  { environment }: Viewpoint,
  overrides: readonly Override[],
  source: Source | undefined,
): number | null {
  if (source === 'tenant_override') {
    return overrides.find(({ user }) => user === null)?.percentage ?? null;
  }
  return source === 'rollout' ? configIn(flag, environment).rollout.percentage : null;
}

function sinceOf(flag: Flag, environment: string, pilots: readonly Override[]): Date {
  const { lastFlippedAt } = configIn(flag, environment);
  const [earliest] = pilots.map(({ updatedAt }) => updatedAt).sort((a, b) => +a - +b);
  return earliest ?? lastFlippedAt ?? flag.updatedAt;
}

/** The last day of the longest one; null where one of them has none. */
function untilOf(pilots: readonly Override[]): string | null {
  const ends = pilots.map(({ expiresAt }) => expiresAt);
  if (ends.length === 0 || ends.includes(null)) return null;
  return new Date(Math.max(...ends.map(Number))).toISOString();
}
