import type { Middleware } from 'koa';

const SESSION_COOKIES = /^_session(\.sig)?=/;

/** Where a session would be continued; the sign-out's own confirmation still needs its one. */
const PATHS = /^\/(auth|session\/end$)/;

/**
 * Keeps the provider from remembering who signed in, by not showing it the session cookie.
 *
 * With a single sign-on, one browser could be one person only: opening the portal as a tenant's user
 * would sign the operator out of the console. Here each sign-in asks who it is, and each application
 * keeps its own session.
 */
export const forgetSessions: Middleware = (context, next) => {
  const { cookie } = context.req.headers;
  if (cookie && PATHS.test(context.path)) {
    const others = cookie.split('; ').filter((each) => !SESSION_COOKIES.test(each));
    context.req.headers.cookie = others.join('; ');
  }
  return next();
};
