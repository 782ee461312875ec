import type { Refresh, Tokens } from './refresh.ts';
import { RefreshRefused, renew, shareRefresh } from './refresh.ts';

const NOW = Date.UTC(2026, 0, 1);
const SECOND = 1000;

const someTokens = (overrides: Partial<Tokens> = {}): Tokens => ({
  accessToken: 'old',
  refreshToken: 'refresh-1',
  expiresAt: NOW + 900 * SECOND,
  ...overrides,
});

const fresh = someTokens({ accessToken: 'new', refreshToken: 'refresh-2' });
const succeeds: Refresh = () => Promise.resolve(fresh);
const refused: Refresh = () => Promise.reject(new RefreshRefused());
const away: Refresh = () => Promise.reject(new TypeError('fetch failed'));

describe('an access token', () => {
  it('is left alone while it has more than a minute to live', async () => {
    const tokens = someTokens({ expiresAt: NOW + 61 * SECOND });
    expect(await renew(tokens, refused, NOW)).toEqual({ outcome: 'current', tokens });
  });

  it('is renewed in its last minute', async () => {
    const tokens = someTokens({ expiresAt: NOW + 60 * SECOND });
    expect(await renew(tokens, succeeds, NOW)).toEqual({ outcome: 'renewed', tokens: fresh });
  });

  it('is renewed long after it has expired', async () => {
    const tokens = someTokens({ expiresAt: NOW - 3600 * SECOND });
    expect(await renew(tokens, succeeds, NOW)).toEqual({ outcome: 'renewed', tokens: fresh });
  });

  it('ends the session when the provider refuses', async () => {
    const tokens = someTokens({ expiresAt: NOW + 30 * SECOND });
    expect(await renew(tokens, refused, NOW)).toEqual({ outcome: 'over' });
  });

  it('is used to its end while the provider is away', async () => {
    const tokens = someTokens({ expiresAt: NOW + 1 });
    expect(await renew(tokens, away, NOW)).toEqual({ outcome: 'current', tokens });
  });

  it('does not end the session by expiring while the provider is away', async () => {
    const tokens = someTokens({ expiresAt: NOW });
    expect(await renew(tokens, away, NOW)).toEqual({ outcome: 'unavailable' });
  });

  it('ends the session with it where there is nothing to refresh with', async () => {
    const tokens = someTokens({ refreshToken: undefined, expiresAt: NOW + SECOND });
    expect(await renew(tokens, succeeds, NOW)).toEqual({ outcome: 'current', tokens });
    expect(await renew(tokens, succeeds, NOW + SECOND)).toEqual({ outcome: 'over' });
  });
});

describe('a shared refresh', () => {
  function counting() {
    const asked: string[] = [];
    const clock = { now: NOW };
    const refresh = shareRefresh(
      (token) => {
        asked.push(token);
        return token === 'bad' ? refused(token) : succeeds(token);
      },
      () => clock.now,
    );
    return { asked, clock, refresh };
  }

  it('asks the provider once for all requests of a session', async () => {
    const { asked, refresh } = counting();
    const answers = await Promise.all([refresh('a'), refresh('a'), refresh('a')]);
    expect(asked).toEqual(['a']);
    expect(answers).toEqual([fresh, fresh, fresh]);
  });

  it('never gives one session the tokens of another', async () => {
    const refresh = shareRefresh((token) => Promise.resolve(someTokens({ accessToken: token })));
    const [a, b] = await Promise.all([refresh('a'), refresh('b')]);
    expect([a.accessToken, b.accessToken]).toEqual(['a', 'b']);
  });

  it('answers a request that still has the old cookie', async () => {
    const { asked, clock, refresh } = counting();
    await refresh('a');
    clock.now += 59 * SECOND;
    expect(await refresh('a')).toEqual(fresh);
    expect(asked).toEqual(['a']);
  });

  it('forgets after a minute', async () => {
    const { asked, clock, refresh } = counting();
    await refresh('a');
    clock.now += 60 * SECOND;
    await refresh('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('does not remember a failure', async () => {
    const { asked, refresh } = counting();
    await expect(refresh('bad')).rejects.toThrow(RefreshRefused);
    await expect(refresh('bad')).rejects.toThrow(RefreshRefused);
    expect(asked).toEqual(['bad', 'bad']);
  });
});
