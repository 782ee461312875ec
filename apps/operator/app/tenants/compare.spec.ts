import type { Matrix } from './matrix';
import { comparisonsOf, traitDifferences } from './compare';

const cell = (variant: string) => ({
  variant,
  value: variant,
  source: 'default' as const,
  reason: 'STATIC' as const,
  lane: 'on' as const,
});
const row = (slug: string, ...variants: string[]) => ({
  tenant: { slug, name: slug, plan: 'pro', partnerSlug: null },
  cells: variants.map(cell),
});
const flag = (key: string) => ({ key, name: key, offVariant: 'off', defaultVariant: 'off' });
const matrix: Matrix = {
  flags: [flag('a'), flag('b')],
  rows: [row('acme', 'on', 'off'), row('loomi', 'on', 'on')],
};

it('puts each flag of two tenants side by side', () => {
  const compared = comparisonsOf(matrix, 'loomi', 'acme');
  expect(
    compared.map(({ flag: { key }, one, other, same }) => [key, one.variant, other.variant, same]),
  ).toEqual([
    ['a', 'on', 'on', true],
    ['b', 'on', 'off', false],
  ]);
});

it('compares with nobody where there is no such tenant', () => {
  expect(comparisonsOf(matrix, 'acme', 'nobody')).toEqual([]);
});

it('says what the two are, where they are not the same', () => {
  const acme = { plan: 'pro', partnerSlug: null };
  expect(traitDifferences(acme, acme)).toEqual([]);
  expect(traitDifferences(acme, { plan: 'free', partnerSlug: 'nordic' })).toEqual([
    'Plan: pro and free',
    'Partner: none and nordic',
  ]);
});
