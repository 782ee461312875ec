import type { ConditionValue } from './rule';

/** The types that a list of values can be of; a comparison never takes one for another. */
export const SCALARS = { string: 'Text', number: 'Number', boolean: 'True or false' } as const;
export type Scalar = keyof typeof SCALARS;

/** What the values are, or else what the attribute is known to be. */
export function scalarOf(
  values: readonly ConditionValue[],
  known: readonly ConditionValue[] = [],
): Scalar {
  return typeof (values[0] ?? known[0] ?? '') as Scalar;
}

/** Text as a value of a type; text that is none of it stays text, for the check to say so. */
export function valueFrom(text: string, scalar: Scalar): ConditionValue {
  const trimmed = text.trim();
  if (scalar === 'number') return numberFrom(trimmed);
  if (scalar === 'boolean' && ['true', 'false'].includes(trimmed)) return trimmed === 'true';
  return trimmed;
}

/** "12.5" → 12.5; what is no number stays as it was typed. */
export function numberFrom(text: string): ConditionValue {
  const trimmed = text.trim();
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}

/** What was picked or typed, as values: those that were there before stay what they were. */
export function valuesFrom(
  texts: readonly string[],
  before: readonly ConditionValue[],
  scalar: Scalar,
): ConditionValue[] {
  return [...new Set(texts)].map(
    (text) => before.find((value) => String(value) === text) ?? valueFrom(text, scalar),
  );
}

/** Why the engine would never find a value equal: it is of another type than the rest. */
export function typeFault(values: readonly ConditionValue[], scalar: Scalar): string | undefined {
  const odd = values.find((value) => typeof value !== scalar);
  if (odd === undefined) return undefined;
  const wanted = { string: 'text', number: 'a number', boolean: 'true or false' }[scalar];
  return `“${odd}” is not ${wanted}`;
}

/** "2027-01-31T10:00" of this machine's clock → the instant, in UTC. */
export function instantFrom(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/\.000Z$/, 'Z');
}

/** An instant (RFC 3339, or milliseconds) as a field for date and time takes it. */
export function localFrom(value: ConditionValue | undefined): string {
  const date = new Date(typeof value === 'boolean' ? Number.NaN : (value ?? Number.NaN));
  if (Number.isNaN(date.getTime())) return '';
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, date.getUTCSeconds() === 0 ? 16 : 19);
}
