import type { Change, ConfigureFlagDto, FlagResponse, UpdateFlagDto } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import type { RolloutDraft, RuleDraft, ServeDraft } from '../rules/rule';
import { same } from './differences';
import type { FlagState } from './states';

/** What the panel edits, in one plain value: a flag's properties and its configuration somewhere. */
export interface FlagDraft {
  name: string;
  description: string;
  kind: FlagResponse['kind'];
  owner: string;
  ownerModule: string;
  tags: string[];
  category: string | null;
  sensitive: boolean;
  requiresApproval: boolean;
  variants: Record<string, JsonValue>;
  offVariant: string;
  schema: Record<string, unknown> | null;
  prerequisites: { flag: string; variants: string[] }[];
  state: FlagState;
  serve: ServeDraft;
  scope: { plans: string[]; tenantSlugs: string[]; partnerSlugs: string[] };
  rules: RuleDraft[];
  rollout: RolloutDraft;
}

/** A value that shares nothing with the one it was made from. */
export const copyOf = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

const PROPERTIES = [
  'name',
  'description',
  'kind',
  'owner',
  'ownerModule',
  'tags',
  'category',
  'sensitive',
  'requiresApproval',
  'variants',
  'offVariant',
  'schema',
  'prerequisites',
] as const;
const CONFIGURATION = ['state', 'serve', 'scope', 'rules', 'rollout'] as const;

export function draftOf(flag: FlagResponse, environment: string): FlagDraft {
  const config = flag.environments[environment];
  const properties = Object.fromEntries(PROPERTIES.map((name) => [name, flag[name]]));
  const draft = {
    ...properties,
    state: config?.state ?? 'off',
    serve: config?.serve ?? { variant: flag.offVariant },
    scope: config?.scope ?? { plans: [], tenantSlugs: [], partnerSlugs: [] },
    rules: config?.rules ?? [],
    rollout: config?.rollout ?? { percentage: 0, bucketBy: 'tenant' },
  };
  return copyOf(draft as unknown as FlagDraft);
}

/** The changed fields of what is true everywhere, as a request's body; none where nothing changed. */
export function propertyChanges(base: FlagDraft, draft: FlagDraft): UpdateFlagDto {
  return changedFields(base, draft, PROPERTIES);
}

/** The changed fields of the environment's configuration, as a request's body. */
export function configChanges(base: FlagDraft, draft: FlagDraft): ConfigureFlagDto {
  return changedFields(base, draft, CONFIGURATION);
}

/** The draft without its edits of one part: that part is as it was. */
export function without(part: 'properties' | 'config', draft: FlagDraft, base: FlagDraft) {
  const fields = part === 'properties' ? PROPERTIES : CONFIGURATION;
  const kept = Object.fromEntries(fields.map((field) => [field, base[field]]));
  return copyOf({ ...draft, ...kept } as FlagDraft);
}

/** The draft with what a change asks for. A scope and a rollout are merged into what there is, as the API does. */
export function withChange(draft: FlagDraft, change: Change): FlagDraft {
  const entries = Object.entries(draft).map(([field, value]) => {
    const asked: unknown = Reflect.get(change, field);
    if (asked === undefined) return [field, value as unknown];
    const merges = field === 'scope' || field === 'rollout';
    return [field, merges ? { ...(value as object), ...(asked as object) } : asked];
  });
  return copyOf(Object.fromEntries(entries) as FlagDraft);
}

export const isEmpty = (changes: object) => Object.keys(changes).length === 0;

/** Drops what does not count as a change: the order in which a list was picked. */
export function normalized(draft: FlagDraft, base: FlagDraft): FlagDraft {
  const ordered = (mine: string[], theirs: string[]) =>
    same([...mine].sort(), [...theirs].sort()) ? theirs : mine;
  return {
    ...draft,
    tags: ordered(draft.tags, base.tags),
    scope: {
      plans: ordered(draft.scope.plans, base.scope.plans),
      tenantSlugs: ordered(draft.scope.tenantSlugs, base.scope.tenantSlugs),
      partnerSlugs: ordered(draft.scope.partnerSlugs, base.scope.partnerSlugs),
    },
  };
}

function changedFields<K extends keyof FlagDraft>(
  base: FlagDraft,
  draft: FlagDraft,
  fields: readonly K[],
): Partial<Pick<FlagDraft, K>> {
  const changed = fields.filter((field) => !same(base[field], draft[field]));
  return Object.fromEntries(changed.map((field) => [field, draft[field]])) as Partial<
    Pick<FlagDraft, K>
  >;
}
