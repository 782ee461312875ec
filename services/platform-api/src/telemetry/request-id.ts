import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Ids that callers make: UUIDs, ULIDs, trace ids, `Root=…` of load balancers; no room for anything else. */
const SANE = /^[\w.:=;/+-]{1,128}$/;

/** The caller's `X-Request-Id` where it is a sane one, else a new one. It stands in logs, problems and the audit trail. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && SANE.test(sent) ? sent : randomUUID();
}
