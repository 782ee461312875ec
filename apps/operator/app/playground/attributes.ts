import type { JsonValue } from '@halyard/evaluator';
import type { Attributes } from './columns';

/** An attribute as one types it. */
export interface Row {
  readonly name: string;
  readonly text: string;
}

/** `12`, `true` and `["a"]` are what they look like; everything else is text, also in quotes. */
export function valueOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** Text that looks like something else keeps its quotes. */
export function textOf(value: JsonValue): string {
  const isPlainText = typeof value === 'string' && valueOf(value) === value;
  return isPlainText ? value : JSON.stringify(value);
}

export function typeWord(text: string): string {
  const value = valueOf(text);
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  return TYPES[typeof value] ?? 'text';
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'true/false',
  object: 'object',
};

export const rowsOf = (attributes: Attributes): Row[] =>
  Object.entries(attributes).map(([name, value]) => ({ name, text: textOf(value) }));

/** A row without a name is not there yet. */
export const attributesOf = (rows: readonly Row[]): Attributes =>
  Object.fromEntries(
    rows
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, text }) => [name.trim(), valueOf(text)]),
  );

/** What JSON text holds, or why it is not what is asked for. */
export function parseAttributes(
  text: string,
): { readonly attributes: Attributes } | { readonly fault: string } {
  if (text.trim() === '') return { attributes: {} };
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject) return { attributes: value as Attributes };
    return { fault: 'It has to be an object: {"country": "DK"}' };
  } catch (error) {
    return { fault: `This is no JSON: ${(error as Error).message}` };
  }
}
