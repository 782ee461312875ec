import { auditFiltersFrom, auditFiltersToQuery, auditRequest, chipsOf, exportUrl } from './filters';

const NOW = Date.parse('2027-01-31T09:00:00Z');

it('goes to the URL and comes back the same', () => {
  const filters = {
    flag: 'new_nav',
    environment: 'prod',
    stream: 'platform',
    last: '7d',
    q: 'acme',
  };
  expect(auditFiltersFrom(auditFiltersToQuery(filters))).toEqual(filters);
});

it('is not confused by the environment in view', () => {
  expect(auditFiltersFrom({ env: 'staging', flag: 'open_panel' })).toEqual({});
});

it('takes what is empty or not text as not there', () => {
  expect(auditFiltersFrom({ actor: ' ', tenant: ['a', 'b'], action: null })).toEqual({});
});

it('asks for the last hours as of now', () => {
  const from = '2027-01-30T09:00:00.000Z';
  expect(auditRequest({ actor: 'olga', last: '24h' }, NOW)).toEqual({ actor: 'olga', from });
  expect(auditRequest({ last: 'yesterday' }, NOW)).toEqual({});
});

it('exports what is shown', () => {
  expect(exportUrl({}, NOW)).toBe('/api/admin/audit/export');
  expect(exportUrl({ actor: 'user@loomi' }, NOW)).toBe(
    '/api/admin/audit/export?actor=user%40loomi',
  );
});

it('shows what no control does', () => {
  expect(chipsOf({ stream: 'loomi', requestId: 'r1', actor: 'olga' })).toEqual([
    { filter: 'actor', label: 'Who olga' },
    { filter: 'requestId', label: 'Request id r1' },
  ]);
});
