import { filtersFrom, filtersToQuery, filtersToRequest, isFiltered } from './filters';

const given = (filters: ReturnType<typeof filtersFrom>) =>
  Object.fromEntries(
    Object.entries(filtersToQuery(filters)).filter(([, value]) => value !== undefined),
  );

it('are the same after a way through the URL', () => {
  const query = { q: 'nav', state: 'rollout', owner: 'web', tag: 'ui', stale: 'true', sort: 'key' };
  expect(given(filtersFrom(query))).toEqual(query);
});

it('count what a URL has wrong as not there', () => {
  const wrong = { q: ['a', 'b'], state: 'asleep', kind: '', mine: 'yes', sort: 'backwards' };
  expect(given(filtersFrom(wrong))).toEqual({});
});

it('ask for a state in the environment in view, and for a kill as one', () => {
  expect(filtersToRequest(filtersFrom({ state: 'on' }), 'dev')).toMatchObject({
    state: 'on',
    environment: 'dev',
  });
  const killed = filtersToRequest(filtersFrom({ state: 'killed' }), 'dev');
  expect(killed).toMatchObject({ killed: 'true', environment: 'dev' });
  expect(killed).not.toHaveProperty('state');
  expect(filtersToRequest(filtersFrom({ tag: 'ui' }), 'dev')).not.toHaveProperty('environment');
});

it('are none where only the order is another', () => {
  expect(isFiltered(filtersFrom({ sort: 'key' }))).toBe(false);
  expect(isFiltered(filtersFrom({ archived: 'true' }))).toBe(true);
});
