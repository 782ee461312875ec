import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** A strong ETag (RFC 9110) of a text that answers a question, whatever the order of the question's keys. */
export function etagOf(question: object, answer: string): string {
  const hash = createHash('sha256')
    .update(canonicalize(question) ?? '')
    .update(answer);
  return `"${hash.digest('base64url')}"`;
}

/** Whether `If-None-Match` names the tag. `W/` too: a proxy that compresses an answer weakens its tag. */
export function isKnown(etag: string, ifNoneMatch = ''): boolean {
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
