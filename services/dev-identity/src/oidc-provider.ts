import { Provider, type Configuration } from 'oidc-provider';
import { API_RESOURCE, AUDIENCE, personClaims, SESSION_TOKEN_SECONDS } from './access-token.ts';
import type { Application } from './applications.ts';
import { inMemoryStore } from './in-memory-store.ts';
import { errorPage, signedOutPage } from './pages/message-pages.ts';
import { findPerson } from './people.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

const DAY_SECONDS = 24 * 60 * 60;

export interface ProviderOptions {
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly applications: readonly Application[];
}

/** The certified provider, set up for two applications, the API's tokens and people without passwords. */
export function oidcProvider({ issuer, keys, applications }: ProviderOptions): Provider {
  return new Provider(issuer, {
    clients: applications.map(clientOf),
    adapter: inMemoryStore(),
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    jwks: { keys: [{ ...keys.privateKey }] },
    cookies: { keys: [keys.cookieSecret] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: { openid: ['sub'], profile: ['name', 'tenant'], email: ['email', 'email_verified'] },
    // The access token is for the API, so what the application shows about a person is in the ID token.
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => accountOf(sub),
    extraTokenClaims: (_context, token) => {
      const person = 'accountId' in token ? findPerson(token.accountId) : undefined;
      return person && personClaims(person);
    },
    // To every application that may refresh: without a consent page there is no asking for offline_access.
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    // Two tabs that refresh at once must not look like a theft.
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    features: features(applications),
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: SESSION_TOKEN_SECONDS,
      AuthorizationCode: 60,
      Grant: 14 * DAY_SECONDS,
      IdToken: 60 * 60,
      Interaction: 60 * 60,
      RefreshToken: 14 * DAY_SECONDS,
      Session: 60 * 60,
    },
    renderError: (context, { error_description, error }) => {
      context.type = 'html';
      context.body = errorPage(error_description ?? error, applications);
    },
  });
}

function clientOf(application: Application) {
  return {
    client_id: application.clientId,
    client_secret: application.clientSecret,
    client_name: application.name,
    redirect_uris: [`${application.origin}/auth/callback`],
    post_logout_redirect_uris: [`${application.origin}/`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
  };
}

function features(applications: readonly Application[]): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      postLogoutSuccessSource: (context) => {
        context.body = signedOutPage(applications);
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API_RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience: AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: SESSION_TOKEN_SECONDS,
        jwt: { sign: { alg: SIGNING_ALGORITHM } },
      }),
    },
  };
}

function accountOf(sub: string) {
  const person = findPerson(sub);
  if (!person) return undefined;
  return {
    accountId: sub,
    claims: () => ({ sub, ...personClaims(person), email: person.email, email_verified: true }),
  };
}
