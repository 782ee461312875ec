import {
  archivedQuery,
  csvUrl,
  fleetFiltersFrom,
  fleetFiltersToQuery,
  isFleetFiltered,
  matrixQuery,
} from './filters';

const FULL = {
  tenant: 'ac',
  q: 'nav',
  plan: 'pro',
  partner: 'nordic',
  differs: 'true',
  archived: 'true',
  view: 'list',
};

it('goes to the URL and comes back the same', () => {
  expect(fleetFiltersToQuery(fleetFiltersFrom(FULL))).toEqual(FULL);
});

it('takes what is wrong as not there', () => {
  const filters = fleetFiltersFrom({
    tenant: ['a', 'b'],
    differs: 'perhaps',
    view: 'pie',
    plan: ' ',
  });
  expect(isFleetFiltered(filters)).toBe(false);
  expect(Object.values(fleetFiltersToQuery(filters)).every((value) => value === undefined)).toBe(
    true,
  );
});

it('asks the API for no more than what is chosen', () => {
  expect(matrixQuery(fleetFiltersFrom({}), 'staging')).toEqual({ environment: 'staging' });
  expect(matrixQuery(fleetFiltersFrom(FULL), 'staging')).toEqual({
    environment: 'staging',
    tenantQ: 'ac',
    q: 'nav',
    plan: 'pro',
    partnerSlug: 'nordic',
    differs: 'true',
  });
});

it('asks for archived tenants what can be asked of them', () => {
  expect(archivedQuery(fleetFiltersFrom({}))).toEqual({ status: 'archived' });
  expect(archivedQuery(fleetFiltersFrom(FULL))).toEqual({
    status: 'archived',
    q: 'ac',
    plan: 'pro',
    partnerSlug: 'nordic',
  });
});

it('counts as narrowed what leaves something out, and not what one looks at', () => {
  const isFiltered = (query: object) => isFleetFiltered(fleetFiltersFrom({ ...query }));
  expect(isFiltered({ q: 'nav' })).toBe(true);
  expect(isFiltered({ archived: 'true' })).toBe(false);
  expect(isFiltered({ archived: 'true', q: 'nav' })).toBe(false);
  expect(isFiltered({ archived: 'true', plan: 'pro' })).toBe(true);
});

it('exports what is shown', () => {
  expect(csvUrl(fleetFiltersFrom({ q: 'a b' }), 'prod')).toBe(
    '/api/admin/tenants/matrix.csv?environment=prod&q=a+b',
  );
});
