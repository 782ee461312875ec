import { PROBLEMS } from '@halyard/contracts';
import type { ProblemResponse } from '@halyard/contracts';
import type { DomainError } from './domain-error.ts';

/** A failure as its answer says it (RFC 9457). */
export function problemOf(
  { code, extras }: Pick<DomainError, 'code' | 'extras'>,
  requestId: string,
): ProblemResponse {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:halyard:problem:${code}`, code, title, status, requestId, ...extras };
}
