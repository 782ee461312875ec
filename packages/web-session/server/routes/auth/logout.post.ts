import { defineEventHandler, getRequestHeader, sendRedirect, setResponseHeader } from 'h3';
import { problem } from '../../../src/problem';
import { mayChange } from '../../../src/same-origin';

/** Signs out here first, then at the provider: a provider that is away keeps nobody signed in. */
export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'cache-control', 'no-store');
  const origin = {
    method: event.method,
    secFetchSite: getRequestHeader(event, 'sec-fetch-site'),
    origin: getRequestHeader(event, 'origin'),
  };
  if (!mayChange(origin, settings().origin)) return problem('permission_denied');

  const session = await readSession(event);
  closeSession(event);
  if (!session) return sendRedirect(event, '/auth/signed-out', 303);
  const [url] = await Promise.all([endSessionUrl(session.idToken), revoke(session.tokens)]);
  return sendRedirect(event, url?.href ?? '/auth/signed-out', 303);
});
