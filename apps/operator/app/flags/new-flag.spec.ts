import { aNewFlag, createBody, keyFrom } from './new-flag';

it.each([
  ['New billing, v2!', 'new_billing_v2'],
  ['  Straße & Café ', 'stra_e_cafe'],
  ['2nd try', 'nd_try'],
  ['cases.runtime v1', 'cases.runtime_v1'],
])('makes a key from the name %j', (name, key) => {
  expect(keyFrom(name)).toBe(key);
});

it('leaves out what was left empty, and the variants of a boolean', () => {
  expect(createBody({ ...aNewFlag(), key: 'nav' })).toEqual({
    key: 'nav',
    kind: 'release',
    type: 'boolean',
  });
});

it('sends tags, and the values of variants as what they are', () => {
  const variants = [
    { name: 'few', value: '10' },
    { name: 'many', value: '25.5' },
  ];
  const flag = { ...aNewFlag(), key: 'rows', type: 'number', variants, offVariant: 'few' } as const;
  expect(createBody({ ...flag, tags: ['ui'], variants: [...variants] })).toEqual({
    key: 'rows',
    kind: 'release',
    type: 'number',
    tags: ['ui'],
    variants: { few: 10, many: 25.5 },
    offVariant: 'few',
  });
});
