import type { DependenciesResponse, DependencyResponse } from '@halyard/contracts';
import type { Flag } from './flag.ts';

/** The graph around a flag: each edge goes from a flag to one that it requires. */
export function dependenciesOf(
  flag: Flag,
  live: readonly Flag[],
): Omit<DependenciesResponse, 'flags'> {
  const edges = live.flatMap(edgesOf);
  const rules = Object.values(flag.environments).flatMap((config) => config.rules);
  return {
    key: flag.key,
    requires: reachable(flag.key, edges, 'from', 'to'),
    requiredBy: reachable(flag.key, edges, 'to', 'from'),
    segments: [...new Set(rules.flatMap(({ segments }) => segments))].sort(),
  };
}

/** The flags that a graph names, and that are there. */
export function flagsIn(
  { key, requires, requiredBy }: Omit<DependenciesResponse, 'flags'>,
  live: readonly Flag[],
): Flag[] {
  const keys = new Set([
    key,
    ...[...requires, ...requiredBy].flatMap(({ from, to }) => [from, to]),
  ]);
  return live.filter((flag) => keys.has(flag.key));
}

function edgesOf({ key, prerequisites }: Flag): DependencyResponse[] {
  return prerequisites.map(({ flag, variants }) => ({ from: key, to: flag, variants }));
}

/** The edges met on the way from a flag, nearest first. There are no cycles to be caught in. */
function reachable(
  key: string,
  edges: readonly DependencyResponse[],
  near: 'from' | 'to',
  far: 'from' | 'to',
): DependencyResponse[] {
  const found = new Set<DependencyResponse>();
  for (let frontier = [key]; frontier.length > 0;) {
    const next = edges.filter((edge) => frontier.includes(edge[near]) && !found.has(edge));
    for (const edge of next) found.add(edge);
    frontier = next.map((edge) => edge[far]);
  }
  return [...found];
}
