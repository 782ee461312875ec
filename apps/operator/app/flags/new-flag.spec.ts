import { aNewFlag, createBody, keyFrom, variantFaults } from './new-flag';

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

it('sends the values of variants as what they are', () => {
  const variants = [
    { name: 'few', value: '10' },
    { name: 'many', value: '25.5' },
  ];
  const flag = { ...aNewFlag(), key: 'rows', type: 'number', variants, offVariant: 'few' } as const;
  expect(createBody({ ...flag, variants: [...variants] })).toMatchObject({
    variants: { few: 10, many: 25.5 },
    offVariant: 'few',
  });
});

it('says which variant is not JSON, nameless or there twice', () => {
  const json = { ...aNewFlag(), type: 'json' as const };
  const faults = (...variants: { name: string; value: string }[]) =>
    variantFaults({ ...json, variants, offVariant: 'a' }).map(({ message }) => message);
  expect(faults({ name: 'a', value: '{' })).toEqual(['the value of "a" has to be JSON']);
  expect(faults({ name: '', value: '1' })).toEqual(['each variant needs a name']);
  expect(faults({ name: 'a', value: '1' }, { name: 'a', value: '2' })).toEqual([
    '"a" is there twice',
  ]);
  expect(faults({ name: 'b', value: '1' })).toEqual(['has to be one of the variants']);
});
