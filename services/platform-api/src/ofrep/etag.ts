import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/**
 * A strong ETag (RFC 9110): the same for the same value, on every replica, whatever the order of its keys.
 */
export function etagOf(value: unknown): string {
  const text = canonicalize(value) ?? '';
  return `"${createHash('sha256').update(text).digest('base64url')}"`;
}

/** Whether `If-None-Match` names the tag. `W/` too: a proxy that compresses an answer weakens its tag. */
export function isKnown(etag: string, ifNoneMatch = ''): boolean {
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
