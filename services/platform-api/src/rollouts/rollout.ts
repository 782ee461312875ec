import type { RolloutShareResponse, Standing } from '@halyard/contracts';
import type { CompiledRuleset, LaneAccount, Ruleset } from '@halyard/evaluator';
import type { ImpactTenant } from '../changes/impact.ts';
import { configIn } from '../flags/flag.ts';
import type { FlagConfig } from '../flags/flag-config.ts';
import type { Flag } from '../flags/flag.ts';

/** A flag that is rolled out in an environment. */
export interface RunningRollout {
  readonly flag: Flag;
  readonly environment: string;
  readonly config: FlagConfig;
  readonly shares: readonly RolloutShareResponse[];
}

/** Those of some flags in some environments, the one that was moved last first. */
export function runningRollouts(
  flags: readonly Flag[],
  environments: readonly string[],
): RunningRollout[] {
  return flags
    .flatMap((flag) =>
      environments.map((environment) => {
        const config = configIn(flag, environment);
        return { flag, environment, config, shares: sharesOf(config) };
      }),
    )
    .filter(({ shares }) => shares.length > 0)
    .sort((one, other) => (positionOf(one) < positionOf(other) ? 1 : -1));
}

/** Its place among the others, which no two share. */
export const positionOf = ({ flag, environment, config }: RunningRollout) =>
  `${config.updatedAt.toISOString()} ${flag._id} ${environment}`;

/** The percentages that count in its state. */
function sharesOf({ state, rollout, rules }: FlagConfig): RolloutShareResponse[] {
  if (state !== 'rollout' && state !== 'targeted') return [];
  const ofRules = rules.flatMap(({ id, rollout: share }) =>
    share === undefined ? [] : [{ rule: id, ...share }],
  );
  return [...(state === 'rollout' ? [{ rule: null, ...rollout }] : []), ...ofRules];
}

/** The ruleset with a flag in rollout and nothing killed: as it is, or at 0 % where it is in another state. */
export function asRollout(ruleset: Ruleset, key: string): Ruleset {
  const flag = ruleset.flags[key];
  if (flag === undefined) return ruleset;
  const percentage = flag.state === 'rollout' ? flag.rollout.percentage : 0;
  const rollout = { ...flag.rollout, percentage };
  const begun = { ...flag, state: 'rollout' as const, rollout, killed: false };
  return { ...ruleset, flags: { ...ruleset.flags, [key]: begun }, killSwitches: [] };
}

/** Where a tenant is in a flag's rollout, and the bucket that said so. */
export interface Place {
  readonly standing: Standing;
  readonly bucket: number | null;
}

export function placeOf(
  compiled: CompiledRuleset,
  { flags }: Ruleset,
  key: string,
  tenant: ImpactTenant,
  now: number,
): Place {
  const trace: LaneAccount[] = [];
  const context = { tenant, attributes: tenant.attributes };
  const { variant } = compiled.evaluate(key, context, { now, trace });
  const { lane, bucket, percentage = 0 } = trace.at(-1) ?? {};
  const flag = flags[key];
  if (lane !== 'rollout') {
    // An override may be for a part of a tenant.
    const gets = percentage > 0 || variant !== flag?.offVariant;
    return { standing: gets ? 'always' : 'never', bucket: null };
  }
  if (bucket === undefined || flag?.rollout.bucketBy === 'user') {
    return { standing: 'share', bucket: null };
  }
  return { standing: bucket < percentage ? 'in' : 'waiting', bucket };
}

/** Whether a tenant, or a part of it, gets it. */
export function isIn({ standing }: Place, percentage: number): boolean {
  if (standing === 'share') return percentage > 0;
  return standing === 'in' || standing === 'always';
}
