import { filtersFrom, filtersToQuery } from './filters';

it('keeps the filters in the URL, and only those that are set', () => {
  const filters = { everywhere: true, owner: 'billing' };
  expect(filtersToQuery(filters)).toEqual({ where: 'everywhere', owner: 'billing' });
  expect(filtersFrom({ where: 'everywhere', owner: 'billing', env: 'dev' })).toEqual(filters);
  expect(filtersToQuery(filtersFrom({}))).toEqual({ where: undefined, owner: undefined });
  expect(filtersFrom({ where: 'nowhere', owner: ['a', 'b'] })).toEqual(filtersFrom({}));
});
