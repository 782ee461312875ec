import type { FlagKind, ListFlagsQuery } from '@halyard/contracts';
import type { FlagState } from './states';
import { KIND_NAMES, STATE_NAMES } from './states';

/** A kill looks like a fifth state. */
export type ShownState = FlagState | 'killed';
export const SHOWN_STATES: readonly ShownState[] = [...STATE_NAMES, 'killed'];

/** Which flags, whatever they are like. */
export const WHICH = {
  mine: { label: 'Mine', icon: 'i-lucide-user' },
  stale: { label: 'Stale', icon: 'i-lucide-hourglass' },
  archived: { label: 'Archived', icon: 'i-lucide-archive' },
} as const;
export type Which = keyof typeof WHICH;
export const WHICH_NAMES = Object.keys(WHICH) as Which[];

export interface FlagFilters {
  readonly q: string;
  readonly state: ShownState | undefined;
  readonly kind: FlagKind | undefined;
  readonly owner: string | undefined;
  readonly tag: string | undefined;
  readonly which: Which | undefined;
  readonly sort: Sort;
}

export const SORTS = {
  '-createdAt': 'Newest first',
  '-updatedAt': 'Last changed first',
  key: 'By key',
} as const satisfies Record<NonNullable<ListFlagsQuery['sort']>, string>;
export type Sort = keyof typeof SORTS;

/** Filters as the URL has them; what it has wrong counts as not there. */
export function filtersFrom(query: Readonly<Record<string, unknown>>): FlagFilters {
  return {
    q: textIn(query['q']) ?? '',
    state: oneOf(SHOWN_STATES, query['state']),
    kind: oneOf(KIND_NAMES, query['kind']),
    owner: textIn(query['owner']),
    tag: textIn(query['tag']),
    which: WHICH_NAMES.find((name) => query[name] === 'true'),
    sort: oneOf(Object.keys(SORTS) as Sort[], query['sort']) ?? '-createdAt',
  };
}

/** The same as a URL has them: what is as it would be anyway is left out. */
export function filtersToQuery(filters: FlagFilters): Record<string, string | undefined> {
  const { q, state, kind, owner, tag, which, sort } = filters;
  const chosen = WHICH_NAMES.map((name) => [name, name === which ? 'true' : undefined]);
  return {
    q: q === '' ? undefined : q,
    state,
    kind,
    owner,
    tag,
    ...(Object.fromEntries(chosen) as Record<Which, string | undefined>),
    sort: sort === '-createdAt' ? undefined : sort,
  };
}

/** The same as the API takes them; a state is that in the environment one looks at. */
export function filtersToRequest(filters: FlagFilters, environment: string): ListFlagsQuery {
  const { state, ...query } = filtersToQuery(filters);
  const inState = state === undefined ? {} : state === 'killed' ? { killed: 'true' } : { state };
  const where = state === undefined ? {} : { environment };
  return { ...query, ...inState, ...where, sort: filters.sort } as ListFlagsQuery;
}

export const isFiltered = (filters: FlagFilters) =>
  Object.values(filtersToQuery({ ...filters, sort: '-createdAt' })).some(
    (value) => value !== undefined,
  );

const textIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((candidate) => candidate === value);
}
