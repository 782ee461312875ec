/** What a sign-in or a refresh brings. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Renewed this long before it expires, so that no call carries a token that dies on the way. */
const LEAD_MS = 60_000;

export function isDue({ expiresAt }: Tokens, now: number): boolean {
  return expiresAt - LEAD_MS <= now;
}

export function isExpired({ expiresAt }: Tokens, now: number): boolean {
  return expiresAt <= now;
}

/** The token endpoint refused: this session is over. Any other failure says nothing about it. */
export class RefreshRefused extends Error {
  override readonly name = 'RefreshRefused';
}

/** Tokens to call with, the end of the session, or no way to tell just now. */
export type Renewal =
  | { readonly outcome: 'current'; readonly tokens: Tokens }
  | { readonly outcome: 'renewed'; readonly tokens: Tokens }
  | { readonly outcome: 'over' }
  | { readonly outcome: 'unavailable' };

export type Refresh = (refreshToken: string) => Promise<Tokens>;

export async function renew(tokens: Tokens, refresh: Refresh, now: number): Promise<Renewal> {
  if (!isDue(tokens, now)) return { outcome: 'current', tokens };
  if (!tokens.refreshToken) {
    return isExpired(tokens, now) ? { outcome: 'over' } : { outcome: 'current', tokens };
  }
  try {
    return { outcome: 'renewed', tokens: await refresh(tokens.refreshToken) };
  } catch (error) {
    if (error instanceof RefreshRefused) return { outcome: 'over' };
    // The provider is away. What is still valid is still good.
    return isExpired(tokens, now) ? { outcome: 'unavailable' } : { outcome: 'current', tokens };
  }
}

/** Long enough for requests that left the browser before it had the new cookie. */
const SHARED_MS = 60_000;

/**
 * One refresh for all requests that carry the same refresh token, and for those that come just after:
 * a provider that rotates refresh tokens takes the second use of one for a theft.
 */
export function shareRefresh(refresh: Refresh, clock: () => number = Date.now): Refresh {
  const shared = new Map<string, { readonly tokens: Promise<Tokens>; until: number }>();

  return (refreshToken) => {
    for (const [token, { until }] of shared) if (until <= clock()) shared.delete(token);
    const known = shared.get(refreshToken);
    if (known) return known.tokens;

    const tokens = refresh(refreshToken);
    const entry = { tokens, until: Infinity };
    shared.set(refreshToken, entry);
    tokens.then(
      () => (entry.until = clock() + SHARED_MS),
      () => shared.delete(refreshToken),
    );
    return tokens;
  };
}
