import * as oidc from 'openid-client';
import type { Tokens } from '../../src/refresh';
import { RefreshRefused, shareRefresh } from '../../src/refresh';
import type { SignedInUser } from '../../src/user';
import { userOf } from '../../src/user';

export interface SignIn {
  readonly user: SignedInUser;
  readonly tokens: Tokens;
  readonly idToken: string | undefined;
}

/** What a sign-in has to remember between the two redirects. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
}

const TIMEOUT_SECONDS = 5;

/** For a provider that does not say; most give more. */
const LIFETIME_SECONDS = 300;

// The same for everybody, so it may outlive a request.
let discovered: Promise<oidc.Configuration> | undefined;

function provider(): Promise<oidc.Configuration> {
  discovered ??= discover();
  return discovered;
}

/** Asks again who the provider is: nobody should be sent to one that is away or has moved. */
function reachableProvider(): Promise<oidc.Configuration> {
  discovered = discover();
  return discovered;
}

function discover(): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = settings();
  const insecure = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  const discovery = oidc.discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientSecret ? oidc.ClientSecretBasic(clientSecret) : oidc.None(),
    { timeout: TIMEOUT_SECONDS, execute: [...insecure, oidc.enableNonRepudiationChecks] },
  );
  discovery.catch(() => {
    if (discovered === discovery) discovered = undefined;
  });
  return discovery;
}

const callbackUrl = () => `${settings().origin}/auth/callback`;

/** Where a sign-in starts, and what to compare its end with. */
export async function beginSignIn(returnTo: string): Promise<{ url: URL; attempt: Attempt }> {
  const configuration = await reachableProvider();
  const attempt = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    codeVerifier: oidc.randomPKCECodeVerifier(),
    returnTo,
  };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackUrl(),
    scope: settings().scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url, attempt };
}

/** Exchanges the code for tokens, once state, nonce, issuer and signature are what they have to be. */
export async function finishSignIn(query: string, attempt: Attempt): Promise<SignIn> {
  const answer = await oidc.authorizationCodeGrant(
    await provider(),
    new URL(`${callbackUrl()}${query}`),
    {
      pkceCodeVerifier: attempt.codeVerifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    },
  );
  return { user: userOf(answer.claims()), tokens: tokensOf(answer), idToken: answer.id_token };
}

export const refreshTokens = shareRefresh(async (refreshToken) => {
  try {
    return tokensOf(await oidc.refreshTokenGrant(await provider(), refreshToken), refreshToken);
  } catch (error) {
    const refused =
      error instanceof oidc.WWWAuthenticateChallengeError ||
      (error instanceof oidc.ResponseBodyError && error.status < 500);
    throw refused ? new RefreshRefused(error.message, { cause: error }) : error;
  }
});

function tokensOf(answer: oidc.TokenEndpointResponse, previous?: string): Tokens {
  return {
    accessToken: answer.access_token,
    // A provider that does not rotate it may leave it out.
    refreshToken: answer.refresh_token ?? previous,
    expiresAt: Date.now() + (answer.expires_in ?? LIFETIME_SECONDS) * 1000,
  };
}

/** Where the provider ends its own session, or undefined when it is away or has no such place. */
export async function endSessionUrl(idToken: string | undefined): Promise<URL | undefined> {
  const { origin, clientId } = settings();
  try {
    return oidc.buildEndSessionUrl(await reachableProvider(), {
      post_logout_redirect_uri: `${origin}/`,
      ...(idToken ? { id_token_hint: idToken } : { client_id: clientId }),
    });
  } catch {
    return undefined;
  }
}

/** A stolen copy of the cookie should not outlive the sign-out. The sign-out does not depend on it. */
export async function revoke({ refreshToken }: Tokens): Promise<void> {
  if (!refreshToken) return;
  try {
    await oidc.tokenRevocation(await provider(), refreshToken);
  } catch {
    // Away, or without revocation: the token lapses by itself.
  }
}
