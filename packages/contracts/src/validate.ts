import { ValidateBy, getMetadataStorage, validateSync } from 'class-validator';
import { describe } from './describe.ts';
import type { Schema } from './describe.ts';
import { LIMITS } from './limits.ts';
import { pointerTo } from './pointer.ts';

/** One thing that is wrong, where, and what is allowed instead. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the request's body or query. */
  readonly pointer: string;
  readonly message: string;
}

export type Dto<T extends object = object> = new () => T;

/** Chooses a DTO by what was sent; `undefined` leaves the value to the property's other validators. */
export interface OneOf {
  readonly resolve: (value: unknown) => Dto | undefined;
  readonly options: readonly Dto[];
}

type Each = 'self' | 'item' | 'value';
interface NestedProperty {
  readonly name: string;
  readonly dto: () => Dto | OneOf;
  readonly each: Each;
}

const nestedProperties = new Map<object, NestedProperty[]>();

/** Has to be there, unless `Optional` stands beside it. */
const IsPresent = () =>
  ValidateBy({
    name: 'isPresent',
    validator: {
      validate: (value) => value !== undefined,
      defaultMessage: () => 'is required',
    },
  });

/** The property holds another DTO; a list of them with `item`, a map of them with `value`. */
export function Nested(dto: () => Dto | OneOf, each: Each = 'self'): PropertyDecorator {
  return (target, key) => {
    const name = String(key);
    nestedProperties.set(target, [...(nestedProperties.get(target) ?? []), { name, dto, each }]);
    IsPresent()(target, name);
    describe(target, name, nestedSchema(dto(), each));
  };
}

function nestedSchema(choice: Dto | OneOf, each: Each): Schema {
  const ref = (dto: Dto) => ({ $ref: `#/components/schemas/${dto.name}` });
  const one = typeof choice === 'function' ? ref(choice) : { anyOf: choice.options.map(ref) };
  if (each === 'item') return { type: 'array', items: one };
  if (each === 'value') return { type: 'object', additionalProperties: one };
  return one;
}

/**
 * What is wrong with a body, by the DTO's own decorators; an empty list where nothing is.
 * It reads the body and never copies or changes it: JSON values come out exactly as they went in,
 * whatever their keys are called (`__proto__`, `$set`, `a.b`). An unknown field is a fault.
 */
export function validate(dto: Dto, body: unknown, pointer = ''): Fault[] {
  if (!isObject(body)) return [{ pointer, message: 'has to be a JSON object' }];
  const unstorable = pointer === '' ? unstorableIn(body) : undefined;
  if (unstorable !== undefined) return [unstorable];
  return [...ownFaults(dto, body, pointer), ...nestedFaults(dto, body, pointer)];
}

/**
 * What cannot be kept or hashed, wherever it is: half of a surrogate pair is no Unicode text (RFC 8785
 * refuses it too), and what is nested too deep cannot be written out again.
 */
function unstorableIn(value: unknown, pointer = '', depth = 0): Fault | undefined {
  if (depth > LIMITS.jsonDepth) {
    return { pointer: '', message: `is nested deeper than ${LIMITS.jsonDepth} levels` };
  }
  const fault = {
    pointer,
    message: 'has to be well-formed Unicode: half of a surrogate pair is none',
  };
  if (typeof value === 'string') return value.isWellFormed() ? undefined : fault;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (!key.isWellFormed()) return fault;
    const found = unstorableIn(item, pointerTo(pointer, key), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownFaults(dto: Dto, body: object, pointer: string): Fault[] {
  const fields = fieldsOf(dto);
  // class-validator's own whitelist finds inherited names, such as `constructor`, among its fields.
  const unknown = Object.keys(body).filter((key) => !fields.includes(key));
  const errors = validateSync(instanceOf(dto, body), {
    forbidUnknownValues: false,
    stopAtFirstError: true,
  });
  return [
    ...unknown.map((key) => ({
      pointer: pointerTo(pointer, key),
      message: `is not a field here; known are ${fields.join(', ')}`,
    })),
    ...errors.map(({ property, constraints = {} }) => ({
      pointer: pointerTo(pointer, property),
      message: Object.values(constraints).join('; '),
    })),
  ];
}

/** Own properties are defined, not assigned, so that `__proto__` stays an (unknown) field. */
function instanceOf(dto: Dto, body: object): object {
  return Object.defineProperties(new dto(), Object.getOwnPropertyDescriptors(body));
}

function nestedFaults(dto: Dto, body: object, pointer: string): Fault[] {
  return propertiesOf(dto).flatMap(({ name, dto: choice, each }) => {
    const value: unknown = Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
    if (value === undefined || value === null) return [];
    const at = pointerTo(pointer, name);
    const faultsOf = (item: unknown, where: string) => {
      const resolved = resolve(choice(), item);
      return resolved === undefined ? [] : validate(resolved, item, where);
    };
    if (each === 'self') return faultsOf(value, at);
    if (each === 'item' && !Array.isArray(value)) {
      return [{ pointer: at, message: 'has to be a list' }];
    }
    if (!isObject(value) && !Array.isArray(value)) return faultsOf(value, at);
    return Object.entries(value).flatMap(([key, item]) => faultsOf(item, pointerTo(at, key)));
  });
}

function resolve(choice: Dto | OneOf, value: unknown): Dto | undefined {
  return typeof choice === 'function' ? choice : choice.resolve(value);
}

function propertiesOf(dto: Dto): NestedProperty[] {
  const own = nestedProperties.get(dto.prototype as object) ?? [];
  const parent = Object.getPrototypeOf(dto) as Dto | null;
  return parent?.prototype === undefined ? own : [...propertiesOf(parent), ...own];
}

function fieldsOf(dto: Dto): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))].sort();
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
