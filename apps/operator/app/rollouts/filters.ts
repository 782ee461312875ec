import type { LocationQuery } from 'vue-router';

export interface RolloutFilters {
  /** Of every environment, not of the one in view alone. */
  readonly everywhere: boolean;
  readonly owner: string | undefined;
}

export function filtersFrom(query: LocationQuery): RolloutFilters {
  const { where, owner } = query;
  return {
    everywhere: where === 'everywhere',
    owner: typeof owner === 'string' && owner !== '' ? owner : undefined,
  };
}

export const filtersToQuery = ({ everywhere, owner }: RolloutFilters) => ({
  where: everywhere ? 'everywhere' : undefined,
  owner,
});
