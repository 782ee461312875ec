import { JSONSchema } from 'class-validator-jsonschema';

export type Schema = Readonly<Record<string, unknown>>;

const described = new Map<object, Map<string, Schema>>();

/** Adds to what OpenAPI says of a property: each of its decorators knows a part. */
export function describe(target: object, key: string | symbol, part: Schema): void {
  const properties = described.get(target) ?? new Map<string, Schema>();
  described.set(target, properties);
  const name = String(key);
  const schema = { ...properties.get(name), ...part };
  properties.set(name, schema);
  // The generator's guess by the property's TypeScript type is wrong for lists, maps and unions.
  JSONSchema((guess) => {
    const { $ref: _, ...rest } = guess as Schema;
    return { ...rest, ...schema };
  })(target, name);
}

/** Lets a property be null too. */
export function describeNullable(target: object, key: string | symbol): void {
  const { type } = described.get(target)?.get(String(key)) ?? {};
  describe(target, key, { type: [type, 'null'] });
}
