import type { ProblemCode, ProblemResponse } from '@halyard/contracts';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { DomainError } from '../common/domain-error.ts';

/** A request under an `Idempotency-Key`. */
export interface KeyedRequest {
  /** The same for each try of it. A key is its sender's own, and a route's: `POST /api/…/actions/kill`. */
  readonly id: string;
  readonly sub: string;
  readonly route: string;
  /** Two requests under one key are the same where their bodies are, whatever the order of the fields. */
  readonly fingerprint: string;
}

/** What a request came to. */
export type KeyedAnswer =
  { readonly body: unknown } | { readonly problem: ProblemResponse & { code: ProblemCode } };

/** How long another try waits for one that says nothing: a process that died says nothing for ever. */
export const ABANDONED_AFTER_MS = 60_000;
export const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

export const IDEMPOTENCY_KEY = 'idempotency-key';
const KEY = /^[\x21-\x7e]{1,255}$/;
const POINTER = `/headers/${IDEMPOTENCY_KEY}`;

/** @throws DomainError `validation_error` for a key that is missing or malformed, or a body that has no hash. */
export function keyedRequest(
  sub: string,
  route: string,
  key: string | string[] | undefined,
  body: unknown,
): KeyedRequest {
  if (typeof key !== 'string' || !KEY.test(key)) {
    const message =
      'an action needs an Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID: a new one for each action, the same one for each try of it';
    throw new DomainError('validation_error', { errors: [{ pointer: POINTER, message }] });
  }
  return {
    id: sha256(JSON.stringify([sub, route, key])),
    sub,
    route,
    fingerprint: sha256(canonical(body)),
  };
}

/**
 * Which problems are kept is decided as Stripe does: those of a request that was carried out, and came to
 * nothing for what it found (404, 409, 422, 428), are its answer. What was never carried out (not valid,
 * not allowed, one too many) or may go well the next time (a failure of ours) is not: the key is free again.
 */
export function isKept({ status }: ProblemResponse): boolean {
  return status >= 400 && status < 500 && ![400, 401, 403, 429].includes(status);
}

/** What no DTO has looked at yet may be nested too deep, or hold what JSON cannot say. */
function canonical(body: unknown): string {
  try {
    return canonicalize(body ?? null) ?? '';
  } catch {
    const message = 'has to be well-formed JSON, not nested too deep';
    throw new DomainError('validation_error', { errors: [{ pointer: '', message }] });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
