import { filtersFrom } from './filters';
import { BUILT_IN, fullQueryOf, nameFault, queryOf, viewOf } from './views';

const OURS = { name: 'Ours', query: { owner: 'web', sort: 'key' } };

it('is the one that shows the same, in whatever order a URL says it', () => {
  const views = [...BUILT_IN, OURS];
  expect(viewOf(filtersFrom({}), views)?.name).toBe('All');
  expect(viewOf(filtersFrom({ env: 'dev', state: 'killed' }), views)?.name).toBe('Killed now');
  expect(viewOf(filtersFrom({ sort: 'key', owner: 'web' }), views)?.name).toBe('Ours');
  expect(viewOf(filtersFrom({ owner: 'web' }), views)).toBeUndefined();
});

it('keeps the filters as a URL has them, and takes the others away', () => {
  expect(queryOf(filtersFrom({ owner: 'web', sort: 'key', env: 'dev' }))).toEqual(OURS.query);
  expect(fullQueryOf(OURS)).toMatchObject({ owner: 'web', sort: 'key', state: undefined });
  expect('q' in fullQueryOf(OURS)).toBe(true);
});

it('has a name of its own', () => {
  expect(nameFault('  ', [])).toBe('Give it a name');
  expect(nameFault('stale', BUILT_IN)).toBe('There is a view of that name');
  expect(nameFault('x'.repeat(41), [])).toBe('At most 40 characters');
  expect(nameFault('Billing', BUILT_IN)).toBeUndefined();
});
