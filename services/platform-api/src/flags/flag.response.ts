import type { FlagConfigResponse, FlagResponse, ListedFlagResponse } from '@halyard/contracts';
import type { FlagConfig } from './flag-config.ts';
import { configIn, schemaOf, valuesOf } from './flag.ts';
import type { Flag } from './flag.ts';

/** `last` is when it was last evaluated, by environment. */
export function toFlagResponse(
  flag: Flag,
  environments: readonly string[],
  last: Readonly<Record<string, Date>> = {},
): FlagResponse {
  const { environments: configs, ...rest } = toStateResponse(flag, environments);
  const evaluated = Object.entries(configs).map(([key, config]) => [
    key,
    { ...config, lastEvaluatedAt: last[key]?.toISOString() ?? null },
  ]);
  return { ...rest, environments: Object.fromEntries(evaluated) as FlagResponse['environments'] };
}

/** A flag in a list, with what others know of it. */
export function toListedResponse(
  flag: Flag,
  environments: readonly string[],
  known: {
    readonly last?: Readonly<Record<string, Date>> | undefined;
    readonly overrides?: ListedFlagResponse['overrides'] | undefined;
    readonly stale?: ListedFlagResponse['stale'] | undefined;
  },
): ListedFlagResponse {
  const { last, overrides = {}, stale = null } = known;
  return { ...toFlagResponse(flag, environments, last), overrides, stale };
}

/** What changes have made of it, as an audit entry has it: who evaluates it is none. */
export function toStateResponse(flag: Flag, environments: readonly string[]) {
  return {
    ...toPropertiesResponse(flag),
    environments: Object.fromEntries(
      environments.map((key) => [key, toConfigResponse(configIn(flag, key))]),
    ),
  };
}

/** What is true of a flag in every environment. */
export function toPropertiesResponse(flag: Flag): Omit<FlagResponse, 'environments'> {
  const { _id, environments: _, valueSchema: __, archivedAt, createdAt, updatedAt, ...rest } = flag;
  return {
    ...rest,
    variants: valuesOf(flag),
    schema: schemaOf(flag),
    archived: archivedAt !== null,
    archivedAt: archivedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toConfigResponse(config: FlagConfig): Omit<FlagConfigResponse, 'lastEvaluatedAt'> {
  const { killed, lastFlippedAt, updatedAt, ...rest } = config;
  return {
    ...rest,
    killed: killed && { by: killed.by, at: killed.at.toISOString(), reason: killed.reason },
    lastFlippedAt: lastFlippedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}
