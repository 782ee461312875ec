import { requestFiltersFrom, requestFiltersToQuery, requestQuery } from './views';

it('keeps the filters on their way through the URL', () => {
  const filters = { view: 'mine', state: 'rejected', flag: 'new_nav' } as const;
  expect(requestFiltersFrom(requestFiltersToQuery(filters))).toEqual(filters);
});

it('takes what the URL has wrong for nothing', () => {
  const nothing = { view: undefined, state: undefined, flag: undefined };
  expect(requestFiltersFrom({ show: 'toString', state: 'lost', about: '' })).toEqual(nothing);
});

it('asks the API for a view, narrowed to a flag and, where it is open, a state', () => {
  expect(requestQuery('waiting', { state: 'applied', flag: 'new_nav' })).toEqual({
    waitingFor: 'me',
    flag: 'new_nav',
  });
  expect(requestQuery('mine', { state: 'applied' })).toEqual({ author: 'me', state: 'applied' });
  expect(requestQuery('open', { state: 'applied' })).toEqual({ state: 'open' });
});
