import type { FlagResponse } from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let shahin: Person;
beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

const SCHEMA = {
  $defs: { count: { type: 'integer', minimum: 1 } },
  type: 'object',
  properties: { columns: { $ref: '#/$defs/count' } },
  required: ['columns'],
};
const layout = (given: object = {}) => ({
  type: 'json',
  variants: { few: { columns: 2 }, many: { columns: 6 } },
  offVariant: 'few',
  schema: SCHEMA,
  ...given,
});
const patch = (key: string, body: object) =>
  shahin.patch<FlagResponse>(`/api/admin/flags/${key}`, body);
const pointersOfRefused = async (call: Promise<{ status: number; body: unknown }>) =>
  pointersOf(await expectProblem('validation_error', call as never));

describe('the schema of a json flag', () => {
  it('is kept as it was sent, and told in its history', async () => {
    const { status, body } = await shahin.createFlag('layout', layout());
    expect([status, body.schema]).toEqual([201, SCHEMA]);
    const { body: updated } = await patch('layout', { schema: { type: 'object' } });
    expect(updated.schema).toEqual({ type: 'object' });
    expect((await shahin.flag('layout')).body.schema).toEqual({ type: 'object' });
    const [latest] = await shahin.history('layout');
    expect(latest?.differences?.map(({ pointer }) => pointer)).toContain('/schema/properties');
  });

  it('is null until it has one, and again when it is taken away', async () => {
    const { body } = await shahin.createFlag('free_form', layout({ schema: undefined }));
    expect(body.schema).toBeNull();
    await patch('free_form', { schema: SCHEMA });
    expect((await patch('free_form', { schema: null })).body.schema).toBeNull();
    const variants = { few: { columns: 2 }, many: 'any' };
    expect((await patch('free_form', { variants })).status).toBe(200);
  });

  it('refuses a new flag with a value that does not fit', async () => {
    const variants = { few: { columns: 0 }, many: {} };
    expect(await pointersOfRefused(shahin.createFlag('unfit', layout({ variants })))).toEqual([
      '/variants/few/columns',
      '/variants/many',
    ]);
    expect((await shahin.flag('unfit')).status).toBe(404);
  });

  it('refuses whichever of the two is changed so that they no longer fit', async () => {
    await shahin.createFlag('both', layout());
    const variants = { few: { columns: 2 }, many: { columns: 'six' } };
    expect(await pointersOfRefused(patch('both', { variants }))).toEqual([
      '/variants/many/columns',
    ]);
    expect(await pointersOfRefused(patch('both', { schema: { type: 'array' } }))).toEqual([
      '/variants/few',
      '/variants/many',
    ]);
    expect((await patch('both', { variants, schema: { type: 'object' } })).status).toBe(200);
  });

  it('has to be a schema', async () => {
    await shahin.createFlag('strict', layout());
    const schema = { properties: { columns: { minimum: 'one' } } };
    expect(await pointersOfRefused(patch('strict', { schema }))).toEqual([
      '/schema/properties/columns/minimum',
    ]);
    for (const odd of [[], true, 'object', { $ref: 'https://example.com/schema.json' }]) {
      expect(await pointersOfRefused(patch('strict', { schema: odd }))).toEqual(['/schema']);
    }
  });

  it('is refused over its limit, and where it would take too long', async () => {
    await shahin.createFlag('bounded', layout());
    const schema = { description: 'x'.repeat(64 * 1024) };
    expect(await pointersOfRefused(patch('bounded', { schema }))).toEqual(['/schema']);
    const twice = Array.from({ length: 40 }, (_, at) => {
      const next = { $ref: `#/$defs/n${at + 1}` };
      return [`n${at}`, { allOf: [next, next] }];
    });
    const doubling = { $ref: '#/$defs/n0', $defs: { ...Object.fromEntries(twice), n40: {} } };
    expect(await pointersOfRefused(patch('bounded', { schema: doubling }))).toEqual(['/schema']);
    expect((await shahin.flag('bounded')).body.schema).toEqual(SCHEMA);
  });

  it.each(['boolean', 'string', 'number'])('is refused for a flag of type %s', async (type) => {
    const variants = { boolean: [false, true], string: ['a', 'b'], number: [1, 2] }[type] ?? [];
    const body = layout({ type, variants: { few: variants[0], many: variants[1] } });
    expect(await pointersOfRefused(shahin.createFlag(`of_${type}`, body))).toEqual(['/schema']);
    expect((await shahin.createFlag(`of_${type}`, { ...body, schema: null })).status).toBe(201);
  });
});
