/** Who is signed in, as far as a page may know. */
export interface SignedInUser {
  readonly sub: string;
  readonly name: string;
  readonly email: string | null;
  /** The slug of their tenant; null for who runs the platform. */
  readonly tenant: string | null;
}

export interface Session {
  readonly signedIn: boolean;
  readonly user: SignedInUser | null;
}

/** From the claims of a verified ID token. */
export function userOf(claims: Readonly<Record<string, unknown>> | undefined): SignedInUser {
  const claim = (name: string) => {
    const value = claims?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const sub = claim('sub');
  if (sub === null) throw new TypeError('The ID token names nobody');
  return {
    sub,
    name: claim('name') ?? claim('preferred_username') ?? claim('email') ?? sub,
    email: claim('email'),
    tenant: claim('tenant'),
  };
}
