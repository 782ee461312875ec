import type { Placed } from './graph';
import { graphOf, layered, NODE } from './graph';

const edge = (from: string, to: string) => ({ from, to, variants: ['on'] });
const graph = graphOf({
  key: 'middle',
  requires: [edge('middle', 'base'), edge('middle', 'other')],
  requiredBy: [edge('top', 'middle')],
  segments: [],
  flags: [],
});
const placesOf = (placed: readonly Placed[]) =>
  Object.fromEntries(placed.map((place) => [place.key, place])) as Record<
    'base' | 'other' | 'middle' | 'top',
    Placed
  >;

it('has every flag once', () => {
  expect([...graph.keys].sort()).toEqual(['base', 'middle', 'other', 'top']);
});

it('has what is required before what requires it, across and down', async () => {
  const across = placesOf(await layered(graph, 'LR'));
  expect(across.base.x).toBe(across.other.x);
  expect(across.base.x + NODE.width).toBeLessThan(across.middle.x);
  expect(across.middle.x + NODE.width).toBeLessThan(across.top.x);
  const down = placesOf(await layered(graph, 'TB'));
  expect(down.base.y + NODE.height).toBeLessThan(down.middle.y);
  expect(Math.abs(down.base.x - down.other.x)).toBeGreaterThanOrEqual(NODE.width);
});

it('is one flag alone where nothing is required', async () => {
  const alone = graphOf({ key: 'a', requires: [], requiredBy: [], segments: [], flags: [] });
  expect(await layered(alone, 'LR')).toEqual([{ key: 'a', x: 0, y: 0 }]);
});
