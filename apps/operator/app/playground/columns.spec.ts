import { columnsFrom, columnsToQuery, letterOf, MOST_COLUMNS, NOBODY } from './columns';

it('goes to the URL and comes back the same', () => {
  const columns = [
    { ...NOBODY, tenant: 'loomi', user: 'kim', environment: 'staging' },
    { ...NOBODY, attributes: { country: 'DK', seats: 12, beta: true } },
    NOBODY,
  ];
  expect(columnsFrom({ c: columnsToQuery(columns) })).toEqual(columns);
});

it('takes a link that names one tenant and user', () => {
  expect(columnsFrom({ tenant: 'loomi', user: 'kim' })).toEqual([
    { ...NOBODY, tenant: 'loomi', user: 'kim' },
  ]);
  expect(columnsFrom({})).toEqual([NOBODY]);
});

it('takes what is wrong in a URL as not there, and no more columns than there may be', () => {
  expect(columnsFrom({ c: ['{"tenant":7,"attributes":[1]}', 'nonsense', 'null'] })).toEqual([
    NOBODY,
    NOBODY,
    NOBODY,
  ]);
  expect(columnsFrom({ c: Array(9).fill('{}') })).toHaveLength(MOST_COLUMNS);
});

it('calls columns by letters', () => {
  expect([0, 3].map(letterOf)).toEqual(['A', 'D']);
});
