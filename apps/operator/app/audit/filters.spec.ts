import { auditFiltersFrom, auditFiltersToQuery, exportUrl } from './filters';

it('goes to the URL and comes back the same', () => {
  const filters = { flag: 'new_nav', environment: 'prod', stream: 'platform' };
  expect(auditFiltersFrom(auditFiltersToQuery(filters))).toEqual(filters);
});

it('is not confused by the environment in view', () => {
  expect(auditFiltersFrom({ env: 'staging', flag: 'open_panel' })).toEqual({});
});

it('takes what is empty or not text as not there', () => {
  expect(auditFiltersFrom({ actor: ' ', tenant: ['a', 'b'], action: null })).toEqual({});
});

it('exports what is shown', () => {
  expect(exportUrl({})).toBe('/api/admin/audit/export');
  expect(exportUrl({ actor: 'user@loomi' })).toBe('/api/admin/audit/export?actor=user%40loomi');
});
