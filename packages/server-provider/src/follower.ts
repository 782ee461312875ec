import { setTimeout as sleep } from 'node:timers/promises';
import type { EventSourceMessage } from 'eventsource-parser';
import { ApiError, type ApiClient } from './api-client.ts';
import { backedOff, jittered } from './jitter.ts';
import type { Settings } from './options.ts';
import type { SignedRuleset } from './signed-ruleset.ts';

/** Whom the follower works for. */
export interface Followed {
  /** The ruleset in use. */
  readonly active: () => SignedRuleset | undefined;
  /** Takes what was downloaded into use. @throws where it is refused. */
  readonly take: (jws: string, stop: AbortSignal) => Promise<void>;
  /** Up to now the ruleset in use was the newest, by the API's word. */
  readonly confirmed: () => void;
  /** A download came to nothing. */
  readonly failed: (error: unknown) => void;
}

const LONGEST_WAIT = 30_000;
const HOUR = 3_600_000;

/**
 * Keeps the ruleset as new as the API's. The stream says which version there is; downloads get it, one at a time, and the
 * next one is always scheduled: soon after a failure, every poll interval without a stream, and with one just often enough
 * to be given a new signature before the present one is out of date.
 */
export class Follower {
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #due = 0;
  #isDownloading = false;
  #failures = 0;
  #etag: string | undefined;

  #isStreaming = false;
  /** The newest version that the stream spoke of, and in which event. */
  #announced = { version: 0, id: undefined as string | undefined };
  /** The API answered with all that there is up to this version; none yet. The ruleset's own version can be lower. */
  #settled = -1;

  constructor(
    private readonly api: ApiClient,
    private readonly settings: Settings,
    private readonly followed: Followed,
  ) {}

  /** Whether the API would say at once if there were anything newer. */
  get isCurrent(): boolean {
    return this.#isStreaming && this.#announced.version <= this.#settled;
  }

  start(): void {
    void this.#download();
    if (this.settings.stream) void this.#stream();
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** What is announced while a download is under way is downloaded after it, once. */
  async #download(): Promise<void> {
    if (this.#isDownloading) return;
    this.#isDownloading = true;
    const { signal } = this.#stop;
    let failure: unknown;
    do failure = await this.#attempt(signal);
    while (failure === undefined && this.#announced.version > this.#settled && !signal.aborted);
    this.#isDownloading = false;
    if (!signal.aborted) this.#schedule(this.#untilNext(failure));
  }

  async #attempt(signal: AbortSignal): Promise<unknown> {
    const wanted = this.#announced.version;
    try {
      const answer = await this.api.ruleset(this.#etag, wanted, signal);
      if (signal.aborted) return undefined;
      if (answer !== undefined) {
        await this.followed.take(answer.jws, signal);
        this.#etag = answer.etag;
      }
      this.#settled = Math.max(wanted, this.followed.active()?.version ?? 0);
      this.#failures = 0;
      this.followed.confirmed();
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      this.#failures++;
      // What the API has is not what is in use, whatever the versions say.
      if (!(error instanceof ApiError)) this.#settled = -1;
      this.followed.failed(error);
      return error;
    }
  }

  #schedule(wait: number): void {
    clearTimeout(this.#timer);
    this.#due = performance.now() + wait;
    this.#timer = setTimeout(() => void this.#download(), wait).unref();
  }

  /** Brings the next download forward, and never puts it off: a stream can break again and again. */
  #scheduleWithin(wait: number): void {
    const left = Math.max(this.#due - performance.now(), 0);
    this.#schedule(Math.min(jittered(wait), left));
  }

  #untilNext(failure: unknown): number {
    const { pollInterval, timing } = this.settings;
    if (failure !== undefined) {
      return this.#afterFailure(failure, timing.backoff, this.#failures, pollInterval);
    }
    if (!this.#isStreaming) return jittered(pollInterval);
    const remaining = (this.followed.active()?.notAfter ?? 0) - timing.now();
    return jittered(Math.min(Math.max(remaining / 2, pollInterval), HOUR));
  }

  #afterFailure(failure: unknown, base: number, failures: number, most: number): number {
    if (isRefusal(failure)) return jittered(this.settings.timing.refused);
    const asked = failure instanceof ApiError ? (failure.retryAfter ?? 0) : 0;
    return Math.max(asked, backedOff(base, failures, most));
  }

  async #stream(): Promise<void> {
    const { timing } = this.settings;
    const { signal } = this.#stop;
    let base = timing.backoff;
    let failures = 0;
    const listener = {
      heard: () => this.#heard(),
      received: (message: EventSourceMessage) => {
        failures = 0;
        this.#received(message);
      },
      retry: (wait: number) => (base = Math.min(wait, HOUR)),
    };

    while (!signal.aborted) {
      const ending = await this.api
        .follow(this.#lastEventId(), listener, signal)
        .then(() => undefined, asIs);
      if (signal.aborted) return;
      failures++;
      this.#ended(ending);
      const wait = this.#afterFailure(ending, base, failures, LONGEST_WAIT);
      await sleep(wait, undefined, { signal, ref: false }).catch(asIs);
    }
  }

  #heard(): void {
    if (this.#isStreaming) return;
    this.#isStreaming = true;
    if (this.#failures > 0) void this.#download();
  }

  #ended(ending: ApiError | undefined): void {
    if (this.isCurrent) this.followed.confirmed();
    this.#isStreaming = false;
    this.settings.logger.debug(`Halyard: the stream ended: ${ending?.message ?? 'by the API'}`);
    if (isRefusal(ending)) void this.#download();
    else if (!this.#isDownloading) this.#scheduleWithin(this.settings.pollInterval);
  }

  #received({ event, id, data }: EventSourceMessage): void {
    const version = event === undefined || event === 'message' ? versionIn(data) : undefined;
    if (version === undefined) return;
    if (this.isCurrent) this.followed.confirmed();
    if (version >= this.#announced.version) this.#announced = { version, id };
    if (this.#announced.version > this.#settled) void this.#download();
  }

  /** Only of what has been downloaded: the API leaves out what came before it. */
  #lastEventId(): string | undefined {
    return this.#announced.version <= this.#settled ? this.#announced.id : undefined;
  }
}

function versionIn(data: string): number | undefined {
  try {
    const { version } = JSON.parse(data) as { version?: unknown };
    return Number.isSafeInteger(version) ? (version as number) : undefined;
  } catch {
    return undefined;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.isRefusal;
}

function asIs(error: unknown): ApiError {
  return error as ApiError;
}
