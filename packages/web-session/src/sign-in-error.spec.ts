import { isSignInError, signInErrorOf, signInErrorUrl } from './sign-in-error.ts';

const oauthError = (error: string) => Object.assign(new Error('refused'), { error });

describe('a sign-in that does not succeed', () => {
  it.each([
    ['access_denied', 'denied'],
    ['server_error', 'unavailable'],
    ['temporarily_unavailable', 'unavailable'],
    ['invalid_scope', 'failed'],
    ['invalid_grant', 'failed'],
    ['constructor', 'failed'],
  ])('was %s: %s', (code, expected) => {
    expect(signInErrorOf(oauthError(code))).toBe(expected);
  });

  it('is unavailable when the provider does not answer', () => {
    expect(signInErrorOf(new TypeError('fetch failed'))).toBe('unavailable');
    const timeout = Object.assign(new Error('operation timed out'), { code: 'OAUTH_TIMEOUT' });
    expect(signInErrorOf(timeout)).toBe('unavailable');
  });

  it('has failed otherwise', () => {
    expect(signInErrorOf(new Error('unexpected JWT claim value encountered'))).toBe('failed');
    expect(signInErrorOf('odd')).toBe('failed');
  });

  it('can be tried again from its page, to where it was going', () => {
    expect(signInErrorUrl('denied', '/flags?q=a&b')).toBe(
      '/auth/error?reason=denied&returnTo=%2Fflags%3Fq%3Da%26b',
    );
  });

  it('is not called something that there is no text for', () => {
    expect(isSignInError('expired')).toBe(true);
    expect(isSignInError('toString')).toBe(false);
    expect(isSignInError(['expired'])).toBe(false);
  });
});
