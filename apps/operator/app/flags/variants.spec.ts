import type { VariantsForm } from './variants';
import { inForm, isOnOff, schemaFrom, variantFaults, variantsBody, variantsForm } from './variants';

const json = (given: Partial<VariantsForm> = {}): VariantsForm => ({
  type: 'json',
  variants: [
    { name: 'few', value: '{ "columns": 2 }' },
    { name: 'many', value: '{ "columns": 6 }' },
  ],
  offVariant: 'few',
  schema: null,
  ...given,
});
const told = (form: VariantsForm) =>
  variantFaults(form).map(({ pointer, message }) => `${pointer} ${message}`);

it.each<Parameters<typeof variantsForm>[0]>([
  { type: 'json', variants: { a: { b: [1] }, c: null }, offVariant: 'a', schema: { minLength: 1 } },
  { type: 'json', variants: { a: 1 }, offVariant: 'a', schema: null },
])('is the same after it was written and read: %j', (flag) => {
  const { type: _, ...body } = flag;
  expect(variantsBody(variantsForm(flag))).toEqual(body);
});

it('leaves text as it is, also where it could be a number', () => {
  const variants = { a: 'x', b: '5' };
  const form = variantsForm({ type: 'string', variants, offVariant: 'a', schema: null });
  expect(variantsBody(form)).toEqual({ variants, offVariant: 'a' });
});

it('finds nothing where all is well', () => {
  expect(told(json({ schema: '{ "type": "object" }' }))).toEqual([]);
});

it('says which variant is not JSON, nameless or there twice', () => {
  const variants = [
    { name: 'a', value: '{' },
    { name: '', value: '1' },
    { name: 'a', value: '2' },
  ];
  expect(told(json({ variants, offVariant: 'a' }))).toEqual([
    '/variants/0/value has to be JSON',
    '/variants/1/name needs a name',
    '/variants/2/name "a" is there twice',
  ]);
});

it('says which value is no number', () => {
  const variants = [{ name: 'few', value: 'ten' }];
  expect(told(json({ type: 'number', variants }))).toEqual([
    '/variants/0/value has to be a number',
  ]);
});

it('says that the variant when off has to be one of them, and a schema an object', () => {
  expect(told(json({ offVariant: 'gone', schema: '[]' }))).toEqual([
    '/offVariant has to be one of the variants',
    '/schema has to be a JSON object',
  ]);
  expect(schemaFrom('{ "a"')).toBeUndefined();
});

it('finds the row of a variant that the API finds fault with', () => {
  const fault = { pointer: '/variants/many/columns', message: 'must be integer' };
  expect(inForm(fault, json())).toEqual({ ...fault, pointer: '/variants/1/value' });
  const schema = { pointer: '/schema/type', message: 'is odd' };
  expect(inForm(schema, json())).toEqual(schema);
});

describe('an on/off flag', () => {
  const variants = { on: true, off: false };
  const born = { type: 'boolean', variants, offVariant: 'off' } as const;

  it('is the same after its variants were written and read', () => {
    expect(variantsBody(variantsForm({ ...born, schema: null }))).toEqual({
      variants,
      offVariant: 'off',
    });
  });

  it('has no other values than true and false', () => {
    const rows = ['true', '"true"', 'null', ''].map((value, at) => ({ name: `v${at}`, value }));
    expect(told(json({ type: 'boolean', variants: rows, offVariant: 'v0' }))).toEqual([
      '/variants/1/value has to be true or false',
      '/variants/2/value has to be true or false',
      '/variants/3/value has to be true or false',
    ]);
  });

  it('leaves no choice as it was born, and one where its variants say so', () => {
    expect(isOnOff(born, { variant: 'on' })).toBe(true);
    expect(isOnOff(born, { variant: 'off' })).toBe(false);
    expect(isOnOff({ ...born, offVariant: 'on' }, { variant: 'on' })).toBe(false);
    expect(isOnOff({ ...born, variants: { ...variants, dark: false } }, { variant: 'on' })).toBe(
      false,
    );
    expect(isOnOff({ ...born, variants: { yes: true, off: false } }, { variant: 'on' })).toBe(
      false,
    );
    expect(isOnOff(born, { split: [{ variant: 'on', weight: 100 }] })).toBe(false);
    expect(isOnOff({ ...born, type: 'string' }, { variant: 'on' })).toBe(false);
  });
});
