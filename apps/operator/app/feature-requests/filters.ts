import type { FeatureRequestState, ListFeatureRequestsQuery } from '@halyard/contracts';
import { STATE_NAMES } from './states';

export interface FeatureRequestFilters {
  /** `undefined`: whatever their state. */
  readonly state: FeatureRequestState | undefined;
  readonly tenant: string | undefined;
}

const ANY = 'any';

/** Filters as the URL has them: the open ones where it says nothing, for they wait for somebody. */
export function featureRequestFiltersFrom(
  query: Readonly<Record<string, unknown>>,
): FeatureRequestFilters {
  const { state, tenant } = query;
  const known = STATE_NAMES.find((name) => name === state);
  return {
    state: state === ANY ? undefined : (known ?? 'open'),
    tenant: typeof tenant === 'string' && tenant !== '' ? tenant : undefined,
  };
}

/** The same as a URL has them: what is as it would be anyway is left out. */
export function featureRequestFiltersToQuery({
  state,
  tenant,
}: FeatureRequestFilters): Record<string, string | undefined> {
  return { state: state === undefined ? ANY : state === 'open' ? undefined : state, tenant };
}

export const featureRequestQuery = (filters: FeatureRequestFilters): ListFeatureRequestsQuery => ({
  ...filters,
});

/** Which request a URL has open: `98chimp/3`. */
export interface FeatureRequestPlace {
  readonly tenant: string;
  readonly number: number;
}

export const placeText = ({ tenant, number }: FeatureRequestPlace) => `${tenant}/${number}`;

export function placeFrom(text: unknown): FeatureRequestPlace | undefined {
  const [, tenant, number] =
    /^([\w-]+)\/(\d{1,9})$/.exec(typeof text === 'string' ? text : '') ?? [];
  return tenant === undefined ? undefined : { tenant, number: Number(number) };
}
