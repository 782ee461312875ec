import type { Middleware } from 'koa';

/** No script, nothing from elsewhere, in nobody's frame, never from a cache. */
const HEADERS = {
  // Without form-action: browsers apply it to the redirects after a form as well, and those lead to the application.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Guards the pages of this service; those that the provider makes itself carry a script that they need. */
export const htmlHeaders: Middleware = async (context, next) => {
  await next();
  if (context.type === 'text/html' && !String(context.body).includes('<script>')) {
    context.set(HEADERS);
  }
};
