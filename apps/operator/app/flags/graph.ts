import type { DependenciesResponse, DependencyResponse } from '@halyard/contracts';

/** What is drawn: every flag once, each arrow from what is required to what requires it. */
export interface FlagGraph {
  readonly keys: readonly string[];
  readonly edges: readonly DependencyResponse[];
}

export function graphOf({ key, requires, requiredBy }: DependenciesResponse): FlagGraph {
  const edges = [...requires, ...requiredBy];
  return { keys: [...new Set([key, ...edges.flatMap(({ from, to }) => [from, to])])], edges };
}

export const NODE = { width: 208, height: 56 } as const;

export interface Placed {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

/** A layer for each step of requiring: across where there is room, else downwards. */
export async function layered(
  { keys, edges }: FlagGraph,
  direction: 'LR' | 'TB',
): Promise<Placed[]> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph();
  graph.setGraph({ rankdir: direction, nodesep: 20, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const key of keys) graph.setNode(key, { ...NODE });
  for (const { from, to } of edges) graph.setEdge(to, from);
  layout(graph);
  return keys.map((key) => {
    const { x, y } = graph.node(key) as { x: number; y: number };
    return { key, x: x - NODE.width / 2, y: y - NODE.height / 2 };
  });
}
