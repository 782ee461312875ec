import type { Fault } from '@halyard/contracts';

export interface FieldError {
  readonly name: string;
  readonly message: string;
}

/**
 * Puts each fault on the field it belongs to, the nearest one above its pointer; those that belong to
 * no field of this form are left over, to be said elsewhere. A field `rules.*.id` is that of each rule.
 */
export function faultsByField(
  faults: readonly Fault[],
  fields: readonly string[],
): { errors: FieldError[]; rest: Fault[] } {
  const errors: FieldError[] = [];
  const rest: Fault[] = [];
  for (const fault of faults) {
    const name = fieldOf(fault.pointer, fields);
    if (name === undefined) rest.push(fault);
    else if (!errors.some((error) => error.name === name)) {
      errors.push({ name, message: sentence(fault.message) });
    }
  }
  return { errors, rest };
}

function fieldOf(pointer: string, fields: readonly string[]): string | undefined {
  const steps = pointer.split('/').slice(1);
  for (let length = steps.length; length > 0; length--) {
    const name = steps.slice(0, length);
    if (fields.some((field) => isNamed(field.split('.'), name))) return name.join('.');
  }
  return undefined;
}

const isNamed = (field: readonly string[], name: readonly string[]) =>
  field.length === name.length && field.every((step, at) => step === '*' || step === name[at]);

/** "has to be …" → "Has to be …" */
export const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);
