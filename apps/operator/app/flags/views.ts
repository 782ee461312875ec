import type { FlagFilters } from './filters';
import { filtersFrom, filtersToQuery } from './filters';

/** A named set of filters, as a URL has them. */
export interface FlagView {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The views that everyone has. */
export const BUILT_IN: readonly FlagView[] = [
  { name: 'All', query: {} },
  { name: 'Killed now', query: { state: 'killed' } },
  { name: 'Rolling out', query: { state: 'rollout' } },
  { name: 'Stale', query: { stale: 'true' } },
  { name: 'Mine', query: { mine: 'true' } },
];

/** The filters as a view keeps them. */
export function queryOf(filters: FlagFilters): Record<string, string> {
  const entries = Object.entries(filtersToQuery(filters));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A view as a whole URL query has it: what it does not name is taken away. */
export const fullQueryOf = (view: FlagView) => filtersToQuery(filtersFrom(view.query));

export const isSame = (one: Record<string, string>, other: Record<string, string>) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/** The view that shows what these filters do, if one does. */
export const viewOf = (filters: FlagFilters, views: readonly FlagView[]) =>
  views.find((view) => isSame(queryOf(filtersFrom(view.query)), queryOf(filters)));

/** What is wrong with a name for a view. */
export function nameFault(name: string, taken: readonly FlagView[]): string | undefined {
  const given = name.trim();
  if (given === '') return 'Give it a name';
  if (given.length > 40) return 'At most 40 characters';
  const isTaken = taken.some((view) => view.name.toLowerCase() === given.toLowerCase());
  return isTaken ? 'There is a view of that name' : undefined;
}
