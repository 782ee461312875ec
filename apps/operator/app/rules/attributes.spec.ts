import { attributeHint, knownAttributes } from './attributes';

it('knows the context’s own attributes, and those that tenants have', () => {
  const tenants: Parameters<typeof knownAttributes>[0] = [
    { slug: 'acme', attributes: { seats: 5, billing: { currency: 'EUR' }, regions: ['eu', 'us'] } },
    { slug: 'loomi', attributes: { seats: 5, beta: true, nothing: null } },
  ];
  expect(knownAttributes(tenants, { plans: ['pro'], partnerSlugs: [] })).toEqual({
    plan: ['pro'],
    tenant: ['acme', 'loomi'],
    targetingKey: [],
    partner: [],
    now: [],
    seats: [5],
    'billing.currency': ['EUR'],
    regions: ['eu', 'us'],
    beta: [true],
  });
});

it('says what a name of the context stands for, where it does not say so itself', () => {
  expect(['targetingKey', 'plan', 'seats'].map(attributeHint)).toEqual([
    'user',
    undefined,
    undefined,
  ]);
});
