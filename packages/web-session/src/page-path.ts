/** What looks after itself: the build's files, the API and the sign-in's own routes. */
const ROUTES = /^\/(_nuxt|__nuxt|api|auth\/(login|callback|logout|session))(\/|$)/;
/** Named one by one: a page's path may well have a dot in it, such as a flag's key. */
const FILES = /\.(css|gif|html|ico|jpg|js|json|map|mjs|png|svg|txt|webmanifest|webp|woff2?|xml)$/;

/** Whether a request's path (its query aside) may be a page, for which the session has to be known. */
export function isPagePath(path: string): boolean {
  const [pathname = ''] = path.split('?');
  return !ROUTES.test(pathname) && !FILES.test(pathname);
}
