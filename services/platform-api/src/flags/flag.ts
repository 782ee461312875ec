import type { FlagChange, FlagConfigDto, FlagKind, UpdateFlagDto } from '@halyard/contracts';
import type { ValueSchema } from '@halyard/contracts/value-schema';
import type { FlagType, JsonValue, Prerequisite } from '@halyard/evaluator';
import type { Stamp } from '../changes/plan.ts';
import { DomainError } from '../common/domain-error.ts';
import { applyAction, initialConfig, mergeConfig, refuseKilled } from './flag-config.ts';
import type { FlagActionName, FlagConfig } from './flag-config.ts';
import { refuseUnfit } from './flag-values.ts';

/** A flag, as stored. */
export interface Flag {
  readonly _id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly kind: FlagKind;
  readonly type: FlagType;
  /** Variant name → JSON text of its value. Text, because a value may hold any key. */
  readonly variants: Readonly<Record<string, string>>;
  /** JSON text of the schema that the values fit, for the same reason. */
  readonly valueSchema: string | null;
  readonly offVariant: string;
  readonly owner: string;
  readonly ownerModule: string;
  readonly tags: readonly string[];
  /** The kill-switch category that it falls under. */
  readonly category: string | null;
  readonly sensitive: boolean;
  readonly requiresApproval: boolean;
  readonly prerequisites: readonly Prerequisite[];
  /** Environment → configuration; where there is none, the flag is off. */
  readonly environments: Readonly<Record<string, FlagConfig>>;
  readonly version: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export type CreateFlag = Extract<FlagChange, { action: 'flag.create' }>;
/** What the flag alone decides. A revert needs its history, a purge leaves nothing. */
export type ChangeFlag = Exclude<
  FlagChange,
  { action: 'flag.create' | 'flag.revert' | 'flag.purge' }
>;

/** A new flag: boolean, `on` and `off`, off everywhere, unless the change says otherwise. */
export function createFlag(
  change: CreateFlag,
  id: string,
  environments: readonly string[],
  stamp: Stamp,
): Flag {
  const variants = change.variants ?? { on: true, off: false };
  const flag: Flag = {
    _id: id,
    key: change.key,
    name: change.key,
    description: '',
    kind: 'release',
    type: change.type ?? 'boolean',
    variants: {},
    valueSchema: null,
    offVariant: Object.hasOwn(variants, 'off') ? 'off' : (Object.keys(variants)[0] ?? ''),
    owner: '',
    ownerModule: '',
    tags: [],
    category: null,
    sensitive: false,
    requiresApproval: false,
    prerequisites: [],
    environments: {},
    version: 1,
    archivedAt: null,
    createdAt: stamp.at,
    updatedAt: stamp.at,
    updatedBy: stamp.actor.sub,
  };
  const created = withProperties(flag, { ...change, variants });
  const asked = configsOf(change);
  const configs = environments.map((key): [string, FlagConfig] => {
    const config = initialConfig(servedFirst(created), stamp);
    return [key, touched(config, mergeConfig(config, asked[key] ?? {}), stamp, 1)];
  });
  return { ...created, environments: Object.fromEntries(configs) };
}

/** What the change asks for in each environment that it names, in either of its forms. */
export function configsOf(change: CreateFlag): Readonly<Record<string, FlagConfigDto>> {
  const { environments = {}, state, scope, rolloutPct: percentage } = change;
  if (!Array.isArray(environments)) return environments;
  const config: FlagConfigDto = {
    ...(state && { state }),
    ...(scope && { scope }),
    ...(percentage !== undefined && { rollout: { percentage } }),
  };
  return Object.fromEntries(environments.map((key) => [key, config]));
}

/** The flag after a change of it; the same object where there is nothing to do. */
export function applyFlagChange(flag: Flag, change: ChangeFlag, stamp: Stamp): Flag {
  if (change.action !== 'flag.restore') refuseArchived(flag);
  switch (change.action) {
    case 'flag.update':
      return edited(flag, withProperties(flag, change), stamp);
    case 'flag.archive':
      return edited(flag, { ...flag, archivedAt: stamp.at }, stamp);
    case 'flag.restore':
      return flag.archivedAt === null ? flag : edited(flag, { ...flag, archivedAt: null }, stamp);
    case 'flag.configure':
      return withConfig(flag, change.environment, stamp, (config) =>
        mergeConfig(refuseKilled(config), change),
      );
    default: {
      const action = change.action.slice('flag.'.length) as FlagActionName;
      return withConfig(flag, change.environment, stamp, (config) =>
        applyAction(config, action, change, stamp),
      );
    }
  }
}

/** The flag's configuration in an environment. */
export function configIn(flag: Flag, environment: string): FlagConfig {
  const stamp = { at: flag.createdAt, actor: { sub: flag.updatedBy } } as Stamp;
  return flag.environments[environment] ?? initialConfig(servedFirst(flag), stamp);
}

/** The flag with an earlier configuration in an environment, as an ordinary change. */
export function revertFlag(flag: Flag, environment: string, to: FlagConfigDto, stamp: Stamp): Flag {
  refuseArchived(flag);
  return withConfig(flag, environment, stamp, (config) => mergeConfig(refuseKilled(config), to));
}

function refuseArchived(flag: Flag): void {
  if (flag.archivedAt !== null)
    throw new DomainError('flag_archived', { detail: 'Restore it first' });
}

/** Variant name → value. */
export function valuesOf(flag: Flag): Record<string, JsonValue> {
  const entries = Object.entries(flag.variants);
  return Object.fromEntries(entries.map(([name, text]) => [name, JSON.parse(text) as JsonValue]));
}

/** The schema that the values fit; null where there is none. */
export function schemaOf({ valueSchema }: Flag): ValueSchema | null {
  // What was stored before there were schemas has no such field.
  return typeof valueSchema === 'string' ? (JSON.parse(valueSchema) as ValueSchema) : null;
}

function withProperties(flag: Flag, patch: UpdateFlagDto): Flag {
  const { variants, schema, ...rest } = patch;
  const text =
    variants && Object.entries(variants).map(([name, value]) => [name, JSON.stringify(value)]);
  const given = PROPERTIES.flatMap((name) =>
    rest[name] === undefined ? [] : [[name, rest[name]]],
  );
  const next: Flag = {
    ...flag,
    ...(Object.fromEntries(given) as Partial<Flag>),
    ...(text && { variants: Object.fromEntries(text) as Record<string, string> }),
    ...(schema !== undefined && { valueSchema: schema && JSON.stringify(schema) }),
  };
  if (variants !== undefined || schema !== undefined) {
    refuseUnfit(next.type, schemaOf(next), valuesOf(next));
  }
  return next;
}

const PROPERTIES = [
  'name',
  'description',
  'kind',
  'offVariant',
  'owner',
  'ownerModule',
  'tags',
  'category',
  'sensitive',
  'requiresApproval',
  'prerequisites',
] as const satisfies readonly (keyof UpdateFlagDto & keyof Flag)[];

function withConfig(
  flag: Flag,
  environment: string,
  stamp: Stamp,
  change: (config: FlagConfig) => FlagConfig,
): Flag {
  const before = configIn(flag, environment);
  const after = change(before);
  if (isSame(before, after)) return flag;
  const config = touched(before, after, stamp, before.version + 1);
  return {
    ...flag,
    environments: { ...flag.environments, [environment]: config },
    updatedAt: stamp.at,
    updatedBy: stamp.actor.sub,
  };
}

function edited(before: Flag, after: Flag, { actor, at }: Stamp): Flag {
  if (isSame(before, after)) return before;
  return { ...after, version: before.version + 1, updatedAt: at, updatedBy: actor.sub };
}

function touched(
  before: FlagConfig,
  after: FlagConfig,
  { actor, at }: Stamp,
  version: number,
): FlagConfig {
  const flipped = before.state !== after.state;
  const lastFlippedAt = flipped ? at : before.lastFlippedAt;
  return { ...after, version, lastFlippedAt, updatedAt: at, updatedBy: actor.sub };
}

/** The variant that an enabled unit gets at first: the first that is not the off one. */
function servedFirst(flag: Flag): string {
  const names = Object.keys(flag.variants);
  return names.find((name) => name !== flag.offVariant) ?? flag.offVariant;
}

function isSame(before: object, after: object): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** No difference between a flag that is not there and one that is not for who asks. */
export const noFlag = (key: string) => new DomainError('not_found', { detail: `No flag "${key}"` });
