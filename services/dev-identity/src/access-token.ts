import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Person } from './people.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** Who the access tokens are for. */
export const AUDIENCE = 'halyard-api';

/** The API as a client may name it in `resource`; it is what a client that names nothing gets. */
export const API_RESOURCE = 'urn:halyard:api';

/** Long enough not to be noticed in a session, short enough that refreshing is exercised. */
export const SESSION_TOKEN_SECONDS = 15 * 60;

/** For scripts, which have nothing to refresh with. */
const SCRIPT_TOKEN_SECONDS = 60 * 60;

/** What an access token says about a person beside `sub`. Roles are the API's business, and not in it. */
export function personClaims(person: Person): Record<string, string> {
  return {
    name: person.name,
    ...(person.kind === 'portal_user' ? { tenant: person.tenant } : {}),
  };
}

/** What a test may bend to see that the API refuses it. */
export interface TokenOverrides {
  /** In seconds from now; negative for one that has expired. */
  readonly expiresIn?: number;
  readonly audience?: string;
  readonly issuer?: string;
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

/** Signs an access token like those that a sign-in gives, without one. */
export async function signAccessToken(
  person: Person,
  { issuer, keys }: { readonly issuer: string; readonly keys: SigningKeys },
  overrides: TokenOverrides = {},
): Promise<IssuedToken> {
  const expiresIn = overrides.expiresIn ?? SCRIPT_TOKEN_SECONDS;
  const now = Math.floor(Date.now() / 1000);
  const accessToken = await new SignJWT({ ...personClaims(person), client_id: 'dev-token' })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: keys.privateKey.kid, typ: 'at+jwt' })
    .setIssuer(overrides.issuer ?? issuer)
    .setAudience(overrides.audience ?? AUDIENCE)
    .setSubject(person.sub)
    // An expired token was issued before it expired.
    .setIssuedAt(Math.min(now, now + expiresIn))
    .setExpirationTime(now + expiresIn)
    .setJti(randomUUID())
    .sign(await importJWK(keys.privateKey, SIGNING_ALGORITHM));
  return { accessToken, expiresIn };
}
