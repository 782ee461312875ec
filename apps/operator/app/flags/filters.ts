import type { FlagKind, ListFlagsQuery } from '@halyard/contracts';
import type { FlagState } from './states';
import { KIND_NAMES, STATE_NAMES } from './states';

export interface FlagFilters {
  readonly q: string;
  readonly state: FlagState | undefined;
  readonly kind: FlagKind | undefined;
  readonly archived: boolean;
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
    q: typeof query['q'] === 'string' ? query['q'] : '',
    state: oneOf(STATE_NAMES, query['state']),
    kind: oneOf(KIND_NAMES, query['kind']),
    archived: query['archived'] === 'true',
    sort: oneOf(Object.keys(SORTS) as Sort[], query['sort']) ?? '-createdAt',
  };
}

/** The same as a URL has them: what is as it would be anyway is left out. */
export function filtersToQuery(filters: FlagFilters): Record<string, string | undefined> {
  return {
    q: filters.q === '' ? undefined : filters.q,
    state: filters.state,
    kind: filters.kind,
    archived: filters.archived ? 'true' : undefined,
    sort: filters.sort === '-createdAt' ? undefined : filters.sort,
  };
}

/** The same as the API takes them; a state is that in the environment one looks at. */
export function filtersToRequest(filters: FlagFilters, environment: string): ListFlagsQuery {
  const where = filters.state === undefined ? {} : { environment };
  return { ...filtersToQuery(filters), ...where, sort: filters.sort } as ListFlagsQuery;
}

export const isFiltered = ({ q, state, kind, archived }: FlagFilters) =>
  q !== '' || state !== undefined || kind !== undefined || archived;

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((candidate) => candidate === value);
}
