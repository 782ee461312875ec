import type { JsonValue } from '@halyard/evaluator';
import { readFileSync } from 'node:fs';
import type { Person } from '../../api.ts';

interface SpecifiedFlag {
  readonly variants: Readonly<Record<string, JsonValue>>;
  readonly defaultVariant?: string | null;
  readonly contextEvaluator?: string;
}

/** The specification's expressions as rules of ours: what has to hold, and the variant that is served then. */
const RULES: Readonly<
  Record<string, { readonly when: readonly object[]; readonly variant: string }>
> = {
  "email == 'ballmer@macrosoft.com' ? 'zero' : ''": {
    when: [{ attribute: 'email', op: 'equals', values: ['ballmer@macrosoft.com'] }],
    variant: 'zero',
  },
  "!customer && email == 'ballmer@macrosoft.com' && age > 10 ? 'internal' : ''": {
    when: [
      { attribute: 'customer', op: 'equals', values: [false] },
      { attribute: 'email', op: 'equals', values: ['ballmer@macrosoft.com'] },
      { attribute: 'age', op: 'gt', values: [10] },
    ],
    variant: 'internal',
  },
};

/** Our keys are snake_case. */
export function keyOf(specified: string): string {
  return specified.replaceAll('-', '_');
}

/** Creates the specification's flags, but for those that have no default variant: ours all do. */
export async function createSpecifiedFlags(person: Person): Promise<void> {
  const file = new URL('test-flags.json', import.meta.url);
  const flags = JSON.parse(readFileSync(file, 'utf8')) as Record<string, SpecifiedFlag>;
  for (const [key, { variants, defaultVariant, contextEvaluator }] of Object.entries(flags)) {
    if (defaultVariant == null) continue;
    const rule = contextEvaluator === undefined ? undefined : RULES[contextEvaluator];
    await create(person, key, variants, defaultVariant, rule);
  }
  // Of the older scenarios, which come without their flags.
  const conditions = { fn: 'Sulisław', ln: 'Świętopełk', age: 29, customer: false };
  await create(
    person,
    'context-aware',
    { internal: 'INTERNAL', external: 'EXTERNAL' },
    'external',
    {
      when: Object.entries(conditions).map(([attribute, value]) => ({
        attribute,
        op: 'equals',
        values: [value],
      })),
      variant: 'internal',
    },
  );
}

async function create(
  person: Person,
  key: string,
  variants: SpecifiedFlag['variants'],
  variant: string,
  rule?: (typeof RULES)[string],
): Promise<void> {
  const staging =
    rule === undefined
      ? { state: 'on', serve: { variant } }
      : {
          state: 'targeted',
          rules: [{ id: 'specified', when: rule.when, serve: { variant: rule.variant } }],
        };
  const { status, body } = await person.createFlag(keyOf(key), {
    type: typeOf(variants[variant]),
    variants,
    offVariant: variant,
    environments: { staging },
  });
  if (status !== 201) throw new Error(`${key}: ${JSON.stringify(body)}`);
}

function typeOf(value: JsonValue | undefined): string {
  return typeof value === 'object' ? 'json' : typeof value;
}
