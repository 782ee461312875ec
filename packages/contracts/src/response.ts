import { Allow } from 'class-validator';
import { describe } from './describe.ts';
import type { Schema } from './describe.ts';
import type { Dto } from './validate.ts';

/** JSON Schemas of what answers hold. An answer is described, never validated. */
export const string: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const number: Schema = { type: 'number' };
export const boolean: Schema = { type: 'boolean' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const anything: Schema = {};

export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: [...values] });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const ref = (dto: Dto): Schema => ({ $ref: `#/components/schemas/${dto.name}` });

/** A field of an answer, as OpenAPI describes it. `Optional` beside it where it may be missing. */
export function Field(schema: Schema, description?: string): PropertyDecorator {
  return (target, key) => {
    Allow()(target, key);
    describe(target, key, description === undefined ? schema : { ...schema, description });
  };
}
