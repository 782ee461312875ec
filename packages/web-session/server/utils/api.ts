import type { H3Event } from 'h3';
import { upstreamUrl } from '../../src/forward';
import { problem } from '../../src/problem';

/** A server-side call should not hold a page for longer. A stream names its own signal instead. */
const PATIENCE_MS = 10_000;

/**
 * Asks the API in the name of the signed-in person. Never throws: signed out and out of reach are
 * answers too, as problem+json.
 *
 * @param path with the query, from `/api/` on
 */
export async function apiFetch(
  event: H3Event,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const url = upstreamUrl(settings().apiUrl, path);
  if (!url) return problem('not_found');
  const access = await accessOf(event);
  if (access.state === 'signed_out') return problem('unauthenticated');
  if (access.state === 'unavailable') return problem('unavailable');
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${access.tokens.accessToken}`);
  try {
    return await fetch(url, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'manual',
      ...init,
      headers,
    });
  } catch (error) {
    if (!init.signal?.aborted) log(`The API did not answer: ${reasonOf(error)}`);
    return problem('unavailable');
  }
}

/** fetch() says no more than "fetch failed"; what failed is its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message || cause.name}` : message;
}
