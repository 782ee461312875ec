import { valueFaults } from './value-schema.ts';

const COLUMNS = {
  type: 'object',
  properties: { columns: { type: 'integer', maximum: 12 }, look: { enum: ['grid', 'list'] } },
  required: ['columns'],
  additionalProperties: false,
};
const told = (schema: object, variants: Parameters<typeof valueFaults>[1] = {}) =>
  valueFaults(schema as never, variants).map(({ pointer, message }) => `${pointer} ${message}`);

it('finds nothing where every value fits', () => {
  expect(told(COLUMNS, { few: { columns: 3 }, many: { columns: 12, look: 'grid' } })).toEqual([]);
});

it('points at what does not fit, in each value', () => {
  const found = told(COLUMNS, { few: {}, 'a/b': { columns: 1.5, look: 'x', odd: 1 } });
  expect(found).toEqual([
    "/variants/few must have required property 'columns'",
    '/variants/a~1b must not have the property "odd"',
    '/variants/a~1b/columns must be integer',
    '/variants/a~1b/look must be one of "grid", "list"',
  ]);
});

it('says a bound in words', () => {
  expect(told(COLUMNS, { many: { columns: 13 } })).toEqual([
    '/variants/many/columns must be at most 12',
  ]);
});

it('points at what is no schema', () => {
  expect(told({ properties: { columns: { type: 'int' } } })).toContainEqual(
    expect.stringMatching(/^\/schema\/properties\/columns\/type must be one of "array"/),
  );
});

it('fetches nothing', () => {
  expect(told({ $ref: 'https://example.com/columns.json' })).toEqual([
    '/schema refers to "https://example.com/columns.json", which is not in it; nothing outside it is fetched',
  ]);
});

it('follows references within the schema', () => {
  const tree = {
    $ref: '#/$defs/node',
    $defs: { node: { properties: { next: { $ref: '#/$defs/node' }, at: { type: 'number' } } } },
  };
  expect(told(tree, { a: { next: { next: { at: 'x' } } } })).toEqual([
    '/variants/a/next/next/at must be number',
  ]);
});

it('refuses another draft than the one that it reads', () => {
  expect(told({ $schema: 'http://json-schema.org/draft-07/schema#' })).toEqual([
    '/schema/$schema has to be https://json-schema.org/draft/2020-12/schema, or left out',
  ]);
});

it('takes no pattern that could hang it', () => {
  const evil = { type: 'string', pattern: '^(a+)+$' };
  expect(told(evil, { a: `${'a'.repeat(50_000)}!` })).toHaveLength(1);
  expect(told({ pattern: '(?=a)' })).toEqual([
    expect.stringMatching(/^\/schema cannot be used: .*\(\?=/),
  ]);
});

it('gives up on a schema that refers to itself without end', () => {
  expect(told({ $ref: '#' }, { a: 1 })).toEqual(['/schema refers to itself without end']);
});

it('looks at what a value itself has, not at what every object inherits', () => {
  expect(told({ required: ['constructor'] }, { a: {} })).toHaveLength(1);
});

it('says the first twenty and no more', () => {
  const variants = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`v${at}`, 'x']));
  expect(told({ type: 'number' }, variants)).toHaveLength(20);
});
