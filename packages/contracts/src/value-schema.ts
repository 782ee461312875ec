import type { JsonValue } from '@halyard/evaluator';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { pointerTo } from './pointer.ts';
import type { Fault } from './validate.ts';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
/** More than these help nobody. */
const FAULTS = 20;

export type ValueSchema = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a schema (JSON Schema 2020-12), or with the variants' values that have to fit it. The API
 * refuses a flag by it, and the console's editor says it as one types.
 */
export function valueFaults(
  schema: ValueSchema,
  variants: Readonly<Record<string, JsonValue>>,
): Fault[] {
  if (![undefined, DRAFT].includes(schema['$schema'] as string | undefined)) {
    return [{ pointer: '/schema/$schema', message: `has to be ${DRAFT}, or left out` }];
  }
  try {
    // One for each check: what a schema names by its `$id` is nobody else's.
    const ajv = new Ajv2020(OPTIONS);
    if (ajv.validateSchema(schema) !== true) return faultsAt('/schema', ajv.errors);
    const fits = ajv.compile(schema);
    return Object.entries(variants)
      .flatMap(([name, value]) =>
        fits(value) ? [] : faultsAt(pointerTo('/variants', name), fits.errors),
      )
      .slice(0, FAULTS);
  } catch (error) {
    return [{ pointer: '/schema', message: unusable(error) }];
  }
}

/** RE2 takes time in proportion to the text: no pattern can hang who checks it. */
const re2 = Object.assign(
  (pattern: string) => {
    const expression = RE2JS.compile(pattern);
    return { test: (text: string) => expression.test(text), toString: () => pattern };
  },
  { code: '' },
);

/** Formats are annotations, as the standard has them; nothing is ever fetched. */
const OPTIONS = {
  strict: false,
  allErrors: true,
  ownProperties: true,
  validateFormats: false,
  logger: false,
  code: { regExp: re2 },
} as const;

function faultsAt(pointer: string, errors: readonly ErrorObject[] | null | undefined): Fault[] {
  return (errors ?? [])
    .slice(0, FAULTS)
    .map((error) => ({ pointer: `${pointer}${error.instancePath}`, message: messageOf(error) }));
}

function messageOf({ message = 'does not fit', params }: ErrorObject): string {
  const named = params as Readonly<Record<string, unknown>>;
  const added = named['additionalProperty'] ?? named['unevaluatedProperty'];
  if (typeof added === 'string') return `must not have the property "${added}"`;
  const allowed = named['allowedValues'];
  if (Array.isArray(allowed)) {
    return `must be one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  return message
    .replace('must NOT', 'must not')
    .replace(/be (<=|>=|<|>) /, (_, sign: string) => `be ${SIGNS[sign]} `);
}

const SIGNS: Readonly<Record<string, string>> = {
  '<=': 'at most',
  '>=': 'at least',
  '<': 'less than',
  '>': 'more than',
};

function unusable(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'RangeError') return 'refers to itself without end';
  if ('missingRef' in (error as object)) {
    const { missingRef } = error as { readonly missingRef: string };
    return `refers to "${missingRef}", which is not in it; nothing outside it is fetched`;
  }
  return `cannot be used: ${message}`;
}
