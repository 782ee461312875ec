import { faultsByField } from './faults';

it('puts a fault on the nearest field above its pointer, and hands back what has none', () => {
  const faults = [
    { pointer: '/scope/tenantSlugs/3', message: 'is not a tenant' },
    { pointer: '/scope/tenantSlugs/4', message: 'is not a tenant' },
    { pointer: '/version', message: 'has to be a number' },
  ];
  expect(faultsByField(faults, ['state', 'scope.tenantSlugs'])).toEqual({
    errors: [{ name: 'scope.tenantSlugs', message: 'Is not a tenant' }],
    rest: [faults[2]],
  });
});
