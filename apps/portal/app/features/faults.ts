import type { FormError } from '@nuxt/ui';

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

export interface Faults {
  /** Each for the field that it is about. */
  readonly fields: readonly FormError[];
  /** For above the form; nothing where the fields say it all. */
  readonly message: string | undefined;
}

/** What the API found wrong with a form, where it belongs. */
export function faultsOf(error: unknown, fields: readonly string[]): Faults {
  const { title, detail, errors = [] } = problemIn(error);
  const found = errors.map(({ pointer, message }) => ({ name: pointer.slice(1), message }));
  const known = found.filter(({ name }) => fields.includes(name));
  const isAllSaid = known.length > 0 && known.length === found.length;
  const said = [title, detail].filter(Boolean).join('. ');
  const message = isAllSaid ? undefined : said || 'It could not be sent. Try again in a moment.';
  return { fields: known, message };
}

/** Whether the API has said something, rather than nothing at all. */
export function isAnswered(error: unknown): boolean {
  return typeof (error as { readonly statusCode?: unknown } | null)?.statusCode === 'number';
}

function problemIn(error: unknown): Problem {
  const data: unknown = (error as { readonly data?: unknown } | null)?.data;
  return typeof data === 'object' && data !== null ? data : {};
}
