import type { CreateFlagDto, Fault, FlagResponse } from '@halyard/contracts';
import type { ValueSchema } from '@halyard/contracts/value-schema';
import type { Serve } from '@halyard/evaluator';
import type { ServeDraft } from '~/rules/rule';
import type { FlagType } from './states';

/** A flag's variants while they are written: values are text, and so is the schema. */
export interface VariantsForm {
  type: FlagType;
  variants: { name: string; value: string }[];
  offVariant: string;
  /** JSON text; null where there is no schema. */
  schema: string | null;
}

type Variants = NonNullable<CreateFlagDto['variants']>;

/** What the form says, as the API takes it. */
export interface VariantsBody {
  readonly variants: Variants;
  readonly offVariant: string;
  readonly schema?: ValueSchema | null;
}

export function variantsForm(
  flag: Pick<FlagResponse, 'type' | 'variants' | 'offVariant' | 'schema'>,
): VariantsForm {
  const { type, offVariant, schema } = flag;
  const variants = Object.entries(flag.variants).map(([name, value]) => ({
    name,
    value: type === 'string' ? String(value) : JSON.stringify(value, null, 2),
  }));
  return { type, variants, offVariant, schema: schema && JSON.stringify(schema, null, 2) };
}

/** Only where nothing is wrong with it. */
export function variantsBody({ type, variants, offVariant, schema }: VariantsForm): VariantsBody {
  const values = variants.map(({ name, value }) => [name, valueOf(type, value)]);
  const body = { offVariant, variants: Object.fromEntries(values) as Variants };
  if (type !== 'json') return body;
  return { ...body, schema: schema === null ? null : (JSON.parse(schema) as ValueSchema) };
}

/** What the form has wrong, before it can be a body at all. */
export function variantFaults({ type, variants, offVariant, schema }: VariantsForm): Fault[] {
  const faults = variants.flatMap(({ name, value }, at): Fault[] => {
    const isTwice = variants.findIndex((other) => other.name === name) < at;
    return [
      ...(name.trim() === '' ? [faultOf(at, 'name', 'needs a name')] : []),
      ...(name !== '' && isTwice ? [faultOf(at, 'name', `"${name}" is there twice`)] : []),
      ...(valueOf(type, value) === undefined
        ? [faultOf(at, 'value', `has to be ${WANTED[type]}`)]
        : []),
    ];
  });
  const isNamed = variants.some(({ name }) => name === offVariant);
  return [
    ...faults,
    ...(isNamed ? [] : [{ pointer: '/offVariant', message: 'has to be one of the variants' }]),
    ...(schema === null || schemaFrom(schema) ? [] : [NO_SCHEMA]),
  ];
}

/** The schema, where its text is that of an object. */
export function schemaFrom(text: string): ValueSchema | undefined {
  const value = valueOf('json', text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as ValueSchema) : undefined;
}

/** A fault of the body (`/variants/few/columns`) as one of the form, whose variants are a list. */
export function inForm({ pointer, message }: Fault, { variants }: VariantsForm): Fault {
  const [, field, name = ''] = pointer.split('/');
  const at = variants.findIndex((variant) => variant.name === name);
  return field === 'variants' && at >= 0 ? faultOf(at, 'value', message) : { pointer, message };
}

const WANTED: Readonly<Record<FlagType, string>> = {
  boolean: 'true or false',
  string: 'text',
  number: 'a number',
  json: 'JSON',
};

const NO_SCHEMA: Fault = { pointer: '/schema', message: 'has to be a JSON object' };

const faultOf = (at: number, field: 'name' | 'value', message: string): Fault => ({
  pointer: `/variants/${at}/${field}`,
  message,
});

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Whether those who have it can get but one thing, as with a flag that was born on or off. */
export function isOnOff(
  { type, variants, offVariant }: Pick<FlagResponse, 'type' | 'variants' | 'offVariant'>,
  serve: Serve | ServeDraft,
): boolean {
  const variant = 'variant' in serve ? serve.variant : undefined;
  const isServed =
    variant !== undefined && variant !== offVariant && Object.hasOwn(variants, variant);
  return type === 'boolean' && isServed && Object.keys(variants).length === 2;
}

/** A variant's value from its text; `undefined` where it is none of its type. */
function valueOf(type: FlagType, text: string): Variants[string] | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return BOOLEANS.get(text);
  if (type === 'number')
    return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
  try {
    return JSON.parse(text) as Variants[string];
  } catch {
    return undefined;
  }
}
