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

it('finds the field of an item in a list', () => {
  const faults = [
    { pointer: '/rules/0/when/1/values/0', message: 'must be a number' },
    { pointer: '/rules/2', message: 'is odd' },
  ];
  expect(faultsByField(faults, ['rules.*.when.*.values'])).toEqual({
    errors: [{ name: 'rules.0.when.1.values', message: 'Must be a number' }],
    rest: [faults[1]],
  });
});
