import type { MatrixOutcomeResponse, TenantMatrixResponse } from '@halyard/contracts';
import type { KnownCells, Matrix } from './matrix';
import { changedCells, changeWords, onlyDiffering, rowsOf, summaryOf } from './matrix';

const ON: MatrixOutcomeResponse = {
  variant: 'on',
  value: true,
  source: 'default',
  reason: 'STATIC',
};
const OFF: MatrixOutcomeResponse = {
  variant: 'off',
  value: false,
  source: 'default',
  reason: 'DISABLED',
};
const OWN: MatrixOutcomeResponse = { ...ON, source: 'tenant_override', reason: 'TARGETING_MATCH' };

/** A page: a line for each tenant, an outcome for each flag, `off` by default. */
function page(
  rows: Readonly<Record<string, readonly MatrixOutcomeResponse[]>>,
  flags = ['a', 'b'],
) {
  const outcomes = [...new Set(Object.values(rows).flat())];
  return {
    environment: 'staging',
    version: 1,
    flags: flags.map((key) => ({ key, name: key, offVariant: 'off', defaultVariant: 'off' })),
    tenants: Object.keys(rows).map((slug) => ({
      slug,
      name: slug,
      plan: 'pro',
      partnerSlug: null,
    })),
    outcomes,
    cells: Object.values(rows).map((row) => row.map((outcome) => outcomes.indexOf(outcome))),
    nextCursor: null,
  } satisfies TenantMatrixResponse;
}

const matrixOf = (given: TenantMatrixResponse, known: KnownCells = new Map()): Matrix => ({
  flags: given.flags,
  rows: rowsOf(given, known),
});

it('puts an outcome in each cell, with the lane that decided', () => {
  const { rows } = matrixOf(page({ acme: [ON, OFF], loomi: [OWN, OFF] }));
  const lanes = rows.map(({ tenant, cells }) => [tenant.slug, ...cells.map(({ lane }) => lane)]);
  expect(lanes).toEqual([
    ['acme', 'on', 'off'],
    ['loomi', 'overrides', 'off'],
  ]);
});

it('has one cell for what is the same, over pages too', () => {
  const known: KnownCells = new Map();
  const [first] = rowsOf(page({ acme: [ON, OFF] }), known);
  const [second] = rowsOf(page({ loomi: [OFF, { ...ON }] }), known);
  expect(second?.cells[1]).toBe(first?.cells[0]);
  expect(second?.cells[0]).toBe(first?.cells[1]);
});

it('leaves out the flags that nobody gets in their own way', () => {
  const { flags, rows } = onlyDiffering(matrixOf(page({ acme: [OFF, OFF], loomi: [OFF, ON] })));
  expect(flags.map(({ key }) => key)).toEqual(['b']);
  expect(rows.map(({ cells }) => cells.map(({ variant }) => variant))).toEqual([['off'], ['on']]);
});

it('knows what a tenant has that others do not', () => {
  const { flags, rows } = matrixOf(page({ acme: [OWN, ON], loomi: [OFF, OFF] }));
  expect(rows.map((row) => summaryOf(row, flags))).toEqual([
    { overrides: 1, differing: 2 },
    { overrides: 0, differing: 0 },
  ]);
});

describe('between two matrices', () => {
  const known: KnownCells = new Map();
  const before = matrixOf(page({ acme: [ON, OFF], loomi: [OFF, OFF] }), known);

  it('finds the cells that are not as they were', () => {
    const after = matrixOf(page({ acme: [ON, OFF], loomi: [OWN, OFF] }), known);
    expect(changedCells(before, after)).toEqual(['loomi/a']);
    expect(changedCells(before, before)).toEqual([]);
  });

  it('follows a flag to its new column, and takes what is new for no change', () => {
    const wide = page({ acme: [ON, ON, OFF], globex: [ON, ON, ON] }, ['0_new', 'a', 'b']);
    expect(changedCells(before, matrixOf(wide, known))).toEqual([]);
    const moved = page({ loomi: [ON, ON, OFF] }, ['0_new', 'a', 'b']);
    expect(changedCells(before, matrixOf(moved, known))).toEqual(['loomi/a']);
  });
});

it.each([
  [[], ''],
  [['loomi/new_nav'], 'new_nav changed for loomi'],
  [['loomi/a', 'acme/a', 'acme/b'], '3 cells changed: a, b'],
  [['x/a', 'x/b', 'x/c', 'x/d'], '4 cells changed: a, b, c and 1 more'],
])('says of %j: %s', (changed, words) => {
  expect(changeWords(changed)).toBe(words);
});
