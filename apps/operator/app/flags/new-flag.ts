import type { CreateFlagDto, Fault, FlagKind } from '@halyard/contracts';
import type { FlagType } from './states';

/** The "New flag" form: variants are text until they are sent. */
export interface NewFlag {
  key: string;
  name: string;
  description: string;
  owner: string;
  kind: FlagKind;
  type: FlagType;
  variants: { name: string; value: string }[];
  offVariant: string;
}

type Variants = NonNullable<CreateFlagDto['variants']>;
type CreateBody = Omit<CreateFlagDto, 'environments'>;

export const aNewFlag = (): NewFlag => ({
  key: '',
  name: '',
  description: '',
  owner: '',
  kind: 'release',
  type: 'boolean',
  variants: [
    { name: 'control', value: '' },
    { name: 'treatment', value: '' },
  ],
  offVariant: 'control',
});

/** "New billing, v2!" → "new_billing_v2" */
export function keyFrom(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9.]+/g, '_')
    .replaceAll(/^[^a-z]+|[^a-z0-9]+$/g, '')
    .slice(0, 64);
}

/** What is sent: nothing that was left empty, and variants only where they are not `on` and `off`. */
export function createBody({ variants, offVariant, type, ...flag }: NewFlag): CreateBody {
  const given = Object.entries({ ...flag, type }).filter(
    ([name, value]) => name === 'key' || value !== '',
  );
  const own =
    type === 'boolean'
      ? {}
      : {
          offVariant,
          variants: Object.fromEntries(
            variants.map(({ name, value }) => [name, valueOf(type, value)]),
          ),
        };
  return { ...Object.fromEntries(given), ...own } as CreateBody;
}

/** What the text of the variants has wrong, before it can be a body at all. */
export function variantFaults({ type, variants, offVariant }: NewFlag): Fault[] {
  if (type === 'boolean') return [];
  const names = variants.map(({ name }) => name);
  const fault = (message: string) => [{ pointer: '/variants', message }];
  if (names.includes('')) return fault('each variant needs a name');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return fault(`"${twice}" is there twice`);
  const odd = variants.find(({ value }) => valueOf(type, value) === undefined);
  if (odd !== undefined)
    return fault(`the value of "${odd.name}" has to be ${type === 'json' ? 'JSON' : 'a number'}`);
  return names.includes(offVariant)
    ? []
    : [{ pointer: '/offVariant', message: 'has to be one of the variants' }];
}

/** A variant's value from its text; `undefined` where it is none of its type. */
function valueOf(type: FlagType, text: string): Variants[string] | undefined {
  if (type === 'string') return text;
  if (type === 'number')
    return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
  try {
    return JSON.parse(text) as Variants[string];
  } catch {
    return undefined;
  }
}
