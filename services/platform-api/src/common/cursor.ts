import type { Page } from '@halyard/contracts';
import { DomainError } from './domain-error.ts';

/** Where a page ended: the sort value and the id of its last item, as opaque text. */
function encodeCursor(position: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** A page of what was found, read one beyond its limit: whether there is more, and where it goes on. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  positionOf: (last: T) => readonly [string, string],
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { items, nextCursor: isMore ? encodeCursor(positionOf(last)) : null };
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
