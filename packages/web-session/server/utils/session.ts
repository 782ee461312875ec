import type { H3Event, SessionConfig } from 'h3';
import { deleteCookie, getCookie, parseCookies, useSession } from 'h3';
import { ATTEMPT_SECONDS, COOKIE_LIMIT, cookiePrefix, SESSION_SECONDS } from '../../src/cookies';
import type { Tokens } from '../../src/refresh';
import { renew } from '../../src/refresh';
import type { SignedInUser } from '../../src/user';
import type { Attempt, SignIn } from './provider';

/** Where a request stands. Someone is still signed in while the provider cannot renew their token. */
export type Access =
  | { readonly state: 'signed_in'; readonly user: SignedInUser; readonly tokens: Tokens }
  | { readonly state: 'unavailable'; readonly user: SignedInUser }
  | { readonly state: 'signed_out'; readonly user: null };

/** Attempts in other tabs; more than these are a loop, not a person. */
const ATTEMPTS_AT_ONCE = 8;

const sessionName = () => `${cookiePrefix(settings())}-session`;
const attemptName = (state: string) => `${cookiePrefix(settings())}-attempt-${state.slice(0, 12)}`;

function sealedCookie(name: string, maxAge: number): SessionConfig & { name: string } {
  const { sessionSecret, origin } = settings();
  return {
    name,
    password: sessionSecret,
    maxAge,
    sessionHeader: false,
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: origin.startsWith('https:') },
  };
}

const sessionCookie = () => sealedCookie(sessionName(), SESSION_SECONDS);
const attemptCookie = (state: string) => sealedCookie(attemptName(state), ATTEMPT_SECONDS);

/** What is sealed in a cookie. Undefined where there is none: h3 would set an empty one. */
async function opened<T extends object>(
  event: H3Event,
  config: SessionConfig & { name: string },
): Promise<T | undefined> {
  const inRequest = getCookie(event, config.name) !== undefined;
  if (!inRequest && !event.context.sessions?.[config.name]) return undefined;
  const { data } = await useSession(event, config);
  return Object.keys(data).length > 0 ? (data as T) : undefined;
}

function drop(event: H3Event, { name, cookie }: SessionConfig & { name: string }): void {
  delete event.context.sessions?.[name];
  // For the rest of this request too.
  event.node.req.headers.cookie = event.node.req.headers.cookie
    ?.split('; ')
    .filter((each) => !each.startsWith(`${name}=`))
    .join('; ');
  deleteCookie(event, name, cookie || undefined);
}

export function readSession(event: H3Event): Promise<SignIn | undefined> {
  return opened<SignIn>(event, sessionCookie());
}

export async function openSession(event: H3Event, signIn: SignIn): Promise<void> {
  const config = sessionCookie();
  drop(event, config);
  const session = await useSession(event, config);
  await session.update({ ...signIn });
  if (!isTooLarge(event)) return;
  // It only saves the provider a question at sign-out.
  await session.update({ ...signIn, idToken: undefined });
  if (isTooLarge(event)) log('The tokens are too large for a cookie: browsers drop it');
}

function isTooLarge(event: H3Event): boolean {
  const cookies = [event.node.res.getHeader('set-cookie') ?? []].flat();
  return cookies.some((cookie) => `${cookie}`.length > COOKIE_LIMIT);
}

export function closeSession(event: H3Event): void {
  drop(event, sessionCookie());
}

/** Who is asking, with a token that is good for this request. */
export async function accessOf(event: H3Event): Promise<Access> {
  const session = await readSession(event);
  if (!session) return { state: 'signed_out', user: null };
  const renewal = await renew(session.tokens, refreshTokens, Date.now());
  switch (renewal.outcome) {
    case 'over':
      closeSession(event);
      return { state: 'signed_out', user: null };
    case 'unavailable':
      return { state: 'unavailable', user: session.user };
    case 'renewed':
      await (await useSession(event, sessionCookie())).update({ tokens: renewal.tokens });
  }
  return { state: 'signed_in', user: session.user, tokens: renewal.tokens };
}

/** Each tab signs in by itself: an attempt's cookie is named after its state. */
export async function rememberAttempt(event: H3Event, attempt: Attempt): Promise<void> {
  const others = Object.keys(parseCookies(event)).filter((name) =>
    name.startsWith(attemptName('')),
  );
  if (others.length >= ATTEMPTS_AT_ONCE) {
    for (const name of others) drop(event, sealedCookie(name, ATTEMPT_SECONDS));
  }
  await (await useSession(event, attemptCookie(attempt.state))).update({ ...attempt });
}

/** The attempt that this callback belongs to, once. */
export async function takeAttempt(event: H3Event, state: unknown): Promise<Attempt | undefined> {
  if (typeof state !== 'string' || state === '') return undefined;
  const config = attemptCookie(state);
  const attempt = await opened<Attempt>(event, config);
  if (attempt) drop(event, config);
  return attempt;
}
