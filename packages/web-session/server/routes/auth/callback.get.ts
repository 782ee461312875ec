import { defineEventHandler, getQuery, getRequestURL, sendRedirect, setResponseHeader } from 'h3';
import type { SignInError } from '../../../src/sign-in-error';
import { signInErrorOf, signInErrorUrl } from '../../../src/sign-in-error';

/** Where the provider sends people back to: ends in a session, or on the page that says why not. */
export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'cache-control', 'no-store');
  const attempt = await takeAttempt(event, getQuery(event)['state']);
  if (!attempt) return fail('expired', '/');
  try {
    await openSession(event, await finishSignIn(getRequestURL(event).search, attempt));
  } catch (error) {
    const reason = signInErrorOf(error);
    if (reason !== 'denied') log('A sign-in failed:', error);
    return fail(reason, attempt.returnTo);
  }
  return sendRedirect(event, attempt.returnTo);

  function fail(reason: SignInError, returnTo: string) {
    return sendRedirect(event, signInErrorUrl(reason, returnTo));
  }
});
