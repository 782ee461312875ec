const HERE = 'http://here.invalid';

/** Where a sign-in may end, so that a link to it cannot send people to another site. */
export function safeReturnTo(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  // The browsers' own reading decides: it takes "//", "/\" and "/<tab>/" for another host.
  if (!URL.canParse(value, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(value, HERE);
  // "/.//elsewhere" becomes "//elsewhere" once its dots are resolved.
  if (origin !== HERE || pathname.startsWith('//')) return '/';
  // The sign-in's own addresses would only lead around in a circle.
  if (pathname === '/auth' || pathname.startsWith('/auth/')) return '/';
  return pathname + search + hash;
}
