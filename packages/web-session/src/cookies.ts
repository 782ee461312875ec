/** A working day, whatever happens in it: a session is not prolonged by being used. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Time to sign in at the provider. */
export const ATTEMPT_SECONDS = 10 * 60;

/** Above this a browser drops a cookie without a word. */
export const COOKIE_LIMIT = 4096;

/**
 * The start of the names of an app's cookies. Cookies are not kept apart by port, so that the console
 * and the portal on one localhost would overwrite each other's; and one that is secure says so in its
 * name, for the browser to hold everyone to it.
 */
export function cookiePrefix({ clientId, origin }: { clientId: string; origin: string }): string {
  const { port, protocol } = new URL(origin);
  const name = [clientId.replaceAll(/[^\w-]/g, '_'), port].filter(Boolean).join('-');
  return protocol === 'https:' ? `__Host-${name}` : name;
}
