import { defineEventHandler, getQuery, sendRedirect, setResponseHeader } from 'h3';
import { signInErrorUrl } from '../../../src/sign-in-error';
import { safeReturnTo } from '../../../src/return-to';

/** Starts a sign-in at the provider. */
export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'cache-control', 'no-store');
  const returnTo = safeReturnTo(getQuery(event)['returnTo']);
  try {
    const { url, attempt } = await beginSignIn(returnTo);
    await rememberAttempt(event, attempt);
    return await sendRedirect(event, url.href);
  } catch (error) {
    log('A sign-in could not start:', error);
    return sendRedirect(event, signInErrorUrl('unavailable', returnTo));
  }
});
