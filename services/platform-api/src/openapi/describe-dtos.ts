import { ApiProperty } from '@nestjs/swagger';
import * as contracts from '@halyard/contracts';

interface Schema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** Tells Nest's explorer the fields of what queries and paths hold, from the same decorators that validate them. */
export function describeDtos(): void {
  const schemas = contracts.jsonSchemas() as Readonly<Record<string, Schema>>;
  for (const [name, exported] of Object.entries(contracts)) {
    const { properties = {}, required = [] } = schemas[name] ?? {};
    if (!/(Query|Params)$/.test(name) || typeof exported !== 'function') continue;
    for (const [property, schema] of Object.entries(properties)) {
      const isRequired = required.includes(property);
      ApiProperty({ ...schema, required: isRequired } as never)(
        exported.prototype as object,
        property,
      );
    }
  }
}
