import { DefaultLogger, SafeLogger, type Logger } from '@openfeature/server-sdk';
import type { Jwks } from './key-set.ts';

/** All durations are milliseconds. Only `url` and `key` are needed. */
export interface HalyardProviderOptions {
  /** Where the API is, such as `https://flags.example.com`; a path in front of its own is kept. */
  readonly url: string | URL;
  /** A server key, `hlk_server_…`. It is secret: keep it in the environment, never in the code. */
  readonly key: string;

  /** The environment that is expected. Anything signed for another one is refused. Default: whichever comes first. */
  readonly environment?: string;
  /** The tenant that is expected, or null for a ruleset of all tenants. Default: whichever comes first. */
  readonly tenant?: string | null;
  /** The API's public keys, pinned: no others are believed. Default: what `/.well-known/jwks.json` says. */
  readonly jwks?: Jwks;

  /**
   * Where each ruleset that verified is kept, with the keys that verified it, so that a restart without the API works.
   * One file for each key: a file of another environment or tenant is not replaced. Default: none.
   */
  readonly lastGoodFile?: string;
  /**
   * A ruleset that was shipped with the application: what `GET /api/flags/ruleset` answered (then pin `jwks`), or a
   * last-good file. Used where it is newer than the last-good file. Default: none.
   */
  readonly bootstrapFile?: string;

  /** How long `initialize` may take until it settles with what there is. Default: 5,000. */
  readonly initTimeout?: number;
  /** How long one request may take. Default: 10,000. */
  readonly requestTimeout?: number;
  /** Whether to follow the API's stream; otherwise it is polled. Default: true. */
  readonly stream?: boolean;
  /** The time between two downloads while there is no stream; each is jittered by a tenth. Default: 30,000. */
  readonly pollInterval?: number;
  /** How long after the API last said that nothing is newer the status becomes STALE. Default: two poll intervals. */
  readonly staleAfter?: number;

  /** Counts which variants were served, and posts the counts. `false` turns that off. Default: `{}`. */
  readonly exposures?: false | ExposureOptions;
  /** How long a clean shutdown may take to post the counts that are left. Default: 5,000. */
  readonly closeTimeout?: number;

  /** Where to say what went wrong. Default: warnings and errors to the console. */
  readonly logger?: Logger;
  /** How to make HTTP requests, for a proxy or a certificate of your own. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

export interface ExposureOptions {
  /** The time between two posts, each jittered by a tenth. Default: 60,000. */
  readonly interval?: number;
  /** The most counts (by flag, variant, tenant and minute) that are kept while they cannot be posted. Default: 10,000. */
  readonly capacity?: number;
}

/** What tests of time need to reach. */
export interface Timing {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a stream may say nothing; three of the API's heartbeats. */
  readonly silence: number;
  /** The first wait before trying again; each further one is twice as long. */
  readonly backoff: number;
  /** The wait after the API refused the key: someone has to do something first. */
  readonly refused: number;
  /** How long a signing key that is not there is not asked for again. */
  readonly keyCoolDown: number;
}

const TIMING: Timing = {
  now: Date.now,
  silence: 45_000,
  backoff: 1_000,
  refused: 300_000,
  keyCoolDown: 5_000,
};

export type Settings = ReturnType<typeof settingsOf>;

/** @throws TypeError where an option cannot be used; its message never has the key. */
export function settingsOf(options: HalyardProviderOptions, timing: Partial<Timing>) {
  const pollInterval = duration(options.pollInterval, 30_000);
  return {
    ...options,
    url: baseOf(options.url),
    key: sendable(options.key),
    initTimeout: duration(options.initTimeout, 5_000),
    requestTimeout: duration(options.requestTimeout, 10_000),
    stream: options.stream ?? true,
    pollInterval,
    staleAfter: duration(options.staleAfter, 2 * pollInterval),
    exposures: options.exposures !== false && {
      interval: duration(options.exposures?.interval, 60_000),
      capacity: options.exposures?.capacity ?? 10_000,
    },
    closeTimeout: duration(options.closeTimeout, 5_000),
    logger: new SafeLogger(options.logger ?? new DefaultLogger()),
    fetch: options.fetch ?? fetch,
    timing: { ...TIMING, ...timing },
  };
}

/** Timers take what is too long for them for no time at all; eleven days is as good as for ever. */
function duration(given: number | undefined, otherwise: number): number {
  const milliseconds = given ?? otherwise;
  if (!(milliseconds >= 0)) throw new TypeError('a duration must be a number of milliseconds');
  return Math.min(milliseconds, 1_000_000_000);
}

/** Ends in a slash, so that paths are resolved below it. */
function baseOf(url: string | URL): URL {
  if (!/^https?:/i.test(String(url)) || !URL.canParse(String(url))) {
    throw new TypeError('url must be an http or https URL');
  }
  const base = new URL(url);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

/** `fetch` quotes a header that it cannot send, and this one must not be quoted. */
function sendable(key: string): string {
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new TypeError('key must be an SDK key, without spaces or line breaks');
}
