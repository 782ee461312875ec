import type { FlagActionDto, FlagConfigDto, RuleDto, ServeDto } from '@halyard/contracts';
import type { FlagState, Rollout, Rule, Scope, Serve } from '@halyard/evaluator';
import type { Stamp } from '../changes/plan.ts';
import { DomainError } from '../common/domain-error.ts';

/** A flag in one environment, as stored. */
export interface FlagConfig {
  readonly state: FlagState;
  readonly serve: Serve;
  readonly scope: Scope;
  readonly rules: readonly Rule[];
  readonly rollout: Rollout;
  readonly killed: Killed | null;
  readonly version: number;
  /** When `state` last changed. */
  readonly lastFlippedAt: Date | null;
  /** The change request that approved it last. */
  readonly lastApprovalRef: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** A kill, and what to go back to. */
export interface Killed {
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
  readonly before: { readonly state: FlagState; readonly percentage: number };
}

const BY_TENANT = 'tenant';

/** Where a flag begins, and where it is in an environment that it was never configured in: off. */
export function initialConfig(variant: string, { actor, at }: Stamp): FlagConfig {
  return {
    state: 'off',
    serve: { variant },
    scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
    rules: [],
    rollout: { percentage: 0, bucketBy: BY_TENANT },
    killed: null,
    version: 1,
    lastFlippedAt: null,
    lastApprovalRef: null,
    updatedAt: at,
    updatedBy: actor.sub,
  };
}

/** Merges what is given; what is left out stays. Whether the result makes sense is `check()`'s to say. */
export function mergeConfig(config: FlagConfig, patch: FlagConfigDto): FlagConfig {
  return {
    ...config,
    state: patch.state ?? config.state,
    serve: patch.serve === undefined ? config.serve : toServe(patch.serve),
    scope: { ...config.scope, ...patch.scope },
    rules: patch.rules?.map(toRule) ?? config.rules,
    rollout: { ...config.rollout, ...patch.rollout },
  };
}

/** What each action makes of a configuration; the same object where there is nothing to do. */
const ACTIONS = {
  enable: (config) => refuseKilled({ ...config, state: 'on' }),
  disable: (config) => ({ ...config, state: 'off' }),
  rollback: goDark,
  kill: (config, { reason }, { actor, at }) =>
    config.killed !== null
      ? config
      : {
          ...goDark(config),
          killed: {
            by: actor.sub,
            at,
            reason,
            before: { state: config.state, percentage: config.rollout.percentage },
          },
        },
  unkill: (config) =>
    config.killed === null
      ? config
      : {
          ...config,
          state: config.killed.before.state,
          rollout: { ...config.rollout, percentage: config.killed.before.percentage },
          killed: null,
        },
} satisfies Record<string, (config: FlagConfig, change: FlagActionDto, stamp: Stamp) => FlagConfig>;
export type FlagActionName = keyof typeof ACTIONS;

export function applyAction(
  config: FlagConfig,
  action: FlagActionName,
  change: FlagActionDto,
  stamp: Stamp,
): FlagConfig {
  return ACTIONS[action](config, change, stamp);
}

/** @throws DomainError `flag_killed`: a kill beats everything, so a change beside it would mislead. */
export function refuseKilled(config: FlagConfig): FlagConfig {
  if (config.killed === null) return config;
  const { by, at, reason } = config.killed;
  throw new DomainError('flag_killed', {
    detail: `${by} killed it at ${at.toISOString()} ("${reason}"). Unkill it first`,
  });
}

function goDark(config: FlagConfig): FlagConfig {
  return { ...config, state: 'off', rollout: { ...config.rollout, percentage: 0 } };
}

/** One or the other; where it is both or neither, `check()` says so. */
function toServe(serve: ServeDto): Serve {
  if (serve.split === undefined || serve.variant !== undefined) return serve as Serve;
  return { split: serve.split, bucketBy: serve.bucketBy ?? BY_TENANT };
}

function toRule({ id, when = [], segments = [], rollout, serve }: RuleDto): Rule {
  return {
    id,
    when,
    segments,
    serve: toServe(serve),
    ...(rollout && { rollout: { percentage: 0, bucketBy: BY_TENANT, ...rollout } }),
  };
}
