import type { VariantsForm } from './variants';
import { inForm, schemaFrom, variantFaults, variantsBody, variantsForm } from './variants';

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
