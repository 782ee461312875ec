/** Why a sign-in did not succeed, as the page tells it. */
export const SIGN_IN_ERRORS = {
  denied: {
    title: 'Sign-in was cancelled',
    text: 'You or your identity provider declined the request. Nothing has changed.',
  },
  expired: {
    title: 'This sign-in has expired',
    text: 'It took too long, was finished already, or started in another browser.',
  },
  unavailable: {
    title: 'We can’t reach the sign-in service',
    text: 'It is not answering right now. This is usually over in a minute.',
  },
  failed: {
    title: 'Something went wrong while signing you in',
    text: 'The sign-in service gave an answer that we could not accept. If it happens again, tell your administrator.',
  },
} as const satisfies Record<string, { title: string; text: string }>;

export type SignInError = keyof typeof SIGN_IN_ERRORS;

export function isSignInError(value: unknown): value is SignInError {
  return typeof value === 'string' && Object.hasOwn(SIGN_IN_ERRORS, value);
}

export function signInErrorUrl(reason: SignInError, returnTo: string): string {
  return `/auth/error?${new URLSearchParams({ reason, returnTo })}`;
}

/** OAuth's own codes (RFC 6749, 4.1.2.1) for what is no fault of the request. */
const BY_OAUTH_CODE = new Map<string, SignInError>([
  ['access_denied', 'denied'],
  ['server_error', 'unavailable'],
  ['temporarily_unavailable', 'unavailable'],
]);

/** Which of them an error of openid-client or of fetch() means. */
export function signInErrorOf(error: unknown): SignInError {
  if (!(error instanceof Error)) return 'failed';
  const { error: oauthCode, code } = error as Error & { error?: string; code?: string };
  if (oauthCode !== undefined) return BY_OAUTH_CODE.get(oauthCode) ?? 'failed';
  const unreachable = error instanceof TypeError && error.message === 'fetch failed';
  return unreachable || code === 'OAUTH_TIMEOUT' ? 'unavailable' : 'failed';
}
