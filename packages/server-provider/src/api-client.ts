import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { ExposureCount } from './exposures.ts';
import type { Settings } from './options.ts';
import { Watch } from './watch.ts';

/** The API did not answer as it should. Its message never has what was sent or received. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** The status of the answer, if there was one. */
    readonly status?: number,
    /** Milliseconds that the API asks to be left alone for. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** The key is unknown, revoked, or not for this: trying again soon is no use. */
  get isRefusal(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

export interface StreamListener {
  /** Something came, be it a heartbeat: nothing on the way holds the stream back. */
  readonly heard: () => void;
  readonly received: (message: EventSourceMessage) => void;
  /** The wait, in milliseconds, that the API wants before another try. */
  readonly retry: (wait: number) => void;
}

interface Call<T> {
  readonly init?: RequestInit;
  /** How long it may take, or a stream may be silent, in milliseconds. */
  readonly patience?: number;
  readonly stop: AbortSignal;
  readonly read: (response: Response, watch: Watch) => Promise<T>;
}

/** The API as a server key sees it. Whatever goes wrong is an `ApiError`. */
export class ApiClient {
  constructor(private readonly settings: Settings) {}

  /** @returns the signed ruleset and its ETag, or undefined where it is still the one of `etag`. */
  ruleset(etag: string | undefined, minVersion: number, stop: AbortSignal) {
    const headers = {
      ...(etag !== undefined && { 'if-none-match': etag }),
      ...(minVersion > 0 && { 'x-min-ruleset-version': String(minVersion) }),
    };
    return this.#call('api/flags/ruleset', {
      init: { headers },
      stop,
      read: async (response) =>
        response.status === 304
          ? undefined
          : {
              jws: (await response.text()).trim(),
              etag: response.headers.get('etag') ?? undefined,
            },
    });
  }

  jwks(stop: AbortSignal): Promise<unknown> {
    return this.#call('.well-known/jwks.json', { stop, read: (response) => response.json() });
  }

  /** Posting the same counts again with the same idempotency key counts them once. */
  postExposures(counts: readonly ExposureCount[], idempotencyKey: string, stop: AbortSignal) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    return this.#call('api/flags/exposures', {
      init: { method: 'POST', headers, body: JSON.stringify({ counts }) },
      stop,
      read: async (response) => void (await response.body?.cancel()),
    });
  }

  /** Follows the stream until it ends or falls silent; `stop` ends it too. */
  follow(lastEventId: string | undefined, listener: StreamListener, stop: AbortSignal) {
    const headers = {
      accept: 'text/event-stream',
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    };
    return this.#call('api/flags/stream', {
      init: { headers },
      patience: this.settings.timing.silence,
      stop,
      read: async (response, watch) => {
        const parser = createParser({
          onEvent: listener.received,
          onRetry: listener.retry,
          maxBufferSize: 65_536,
        });
        const decoder = new TextDecoder();
        for await (const chunk of response.body ?? []) {
          watch.extend();
          listener.heard();
          parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
        }
      },
    });
  }

  async #call<T>(path: string, { init, patience, stop, read }: Call<T>): Promise<T> {
    const { url, key, fetch, requestTimeout } = this.settings;
    const watch = new Watch(patience ?? requestTimeout, stop);
    try {
      const response = await fetch(new URL(path, url), {
        ...init,
        headers: { ...init?.headers, authorization: `Bearer ${key}` },
        signal: watch.signal,
      });
      if (!response.ok && response.status !== 304) throw await failure(path, response);
      return await read(response, watch);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(`${path} did not answer (${nameOf(error)})`);
    } finally {
      watch.end();
    }
  }
}

/** An hour: nobody means more, and timers cannot wait for ever. */
const LONGEST_WAIT = 3_600_000;

async function failure(path: string, response: Response): Promise<ApiError> {
  await response.body?.cancel();
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(
    `${path} answered ${response.status}`,
    response.status,
    Number.isFinite(seconds) ? Math.min(seconds * 1_000, LONGEST_WAIT) : undefined,
  );
}

/** What is safe to say of an error that is not ours: messages of `fetch` can quote a request. */
function nameOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'unknown';
}
