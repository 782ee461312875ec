import type { JsonValue } from '@halyard/evaluator';

export type Attributes = Readonly<Record<string, JsonValue>>;

/** Whom one asks for. */
export interface Column {
  readonly tenant: string | undefined;
  /** The targeting key. */
  readonly user: string;
  /** Where, if not in the environment in view. */
  readonly environment: string | undefined;
  readonly attributes: Attributes;
}

export const MOST_COLUMNS = 4;
export const NOBODY: Column = {
  tenant: undefined,
  user: '',
  environment: undefined,
  attributes: {},
};

/** Columns go by letters: "A", "B". */
export const letterOf = (index: number) => String.fromCharCode(65 + index);

/** The columns that a URL has: `c` once for each, or the short form for one, `tenant` and `user`. */
export function columnsFrom(query: Readonly<Record<string, unknown>>): readonly Column[] {
  const texts = [query['c'] ?? []].flat().slice(0, MOST_COLUMNS);
  if (texts.length > 0) return texts.map(columnFrom);
  return [{ ...NOBODY, tenant: textOf(query['tenant']), user: textOf(query['user']) ?? '' }];
}

/** The same as a URL has them; what is not set is left out. */
export function columnsToQuery(columns: readonly Column[]): string[] {
  return columns.map(({ tenant, user, environment, attributes }) =>
    JSON.stringify({
      ...(tenant !== undefined && { tenant }),
      ...(user !== '' && { user }),
      ...(environment !== undefined && { in: environment }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    }),
  );
}

function columnFrom(text: unknown): Column {
  const value = parsed(text);
  const attributes = value['attributes'];
  return {
    tenant: textOf(value['tenant']),
    user: textOf(value['user']) ?? '',
    environment: textOf(value['in']),
    attributes: isPlain(attributes) ? (attributes as Attributes) : {},
  };
}

function parsed(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(String(text));
    return isPlain(value) ? value : {};
  } catch {
    return {};
  }
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
