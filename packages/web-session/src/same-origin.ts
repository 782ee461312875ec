export interface RequestOrigin {
  readonly method: string;
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something in this person's name: only when the app's own pages sent it.
 *
 * Every browser says where a write comes from, in one header or the other, so silence is no excuse.
 * A neighbour on another port of localhost is same-site to the cookie, and a stranger here.
 */
export function mayChange({ method, secFetchSite, origin }: RequestOrigin, here: string): boolean {
  if (READS.has(method.toUpperCase())) return true;
  if (secFetchSite !== undefined) return secFetchSite === 'same-origin';
  return origin === here;
}
