import { DomainError } from './domain-error.ts';

/** Where a page ended: the sort value and the id of its last item, as opaque text. */
export function encodeCursor(position: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws DomainError `validation_error` for text that is no cursor of ours. */
export function decodeCursor(cursor: string): [string, string] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === 2 && position.every(isText)) {
      return position as [string, string];
    }
  } catch {
    // Not ours: answered below.
  }
  const message = 'has to be the nextCursor of a page';
  throw new DomainError('validation_error', { errors: [{ pointer: '/cursor', message }] });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
