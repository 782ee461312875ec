import type { ShallowRef } from 'vue';
import { ApiError, isRefusal } from './api-error.ts';
import type { FlagContext } from './flag-context.ts';
import type { FlagsApi } from './flags-api.ts';
import { DARK } from './flag-state.ts';
import type { FlagState } from './flag-state.ts';
import { delayAfter, pause } from './patience.ts';

/** A blip is no outage: asked this often before going dark, unless the API wants to be left alone. */
const ATTEMPTS_IN_THE_LIGHT = 3;
const LONGEST_BLIP_MS = 2_000;
/** A stream that lasted this long was one. Where they never do, asking anew becomes polling. */
const STEADY_MS = 10_000;

export interface FlagClientOptions {
  readonly api: FlagsApi;
  readonly state: ShallowRef<FlagState>;
  readonly error: ShallowRef<Error | null>;
  readonly context: () => FlagContext | undefined;
  /** Whether to follow changes once started. */
  readonly follow: boolean;
}

/** Keeps the flags of one page: lit only while the API is there to vouch for them. */
export class FlagClient {
  /** The newest version that the stream has told of; 0 for none. */
  private announced = 0;
  private asking: AbortController | undefined;
  private running: AbortController | undefined;

  constructor(private readonly options: FlagClientOptions) {}

  /**
   * Asks once; without an answer everything is dark until there is one. Once started, it goes on asking
   * by itself. Never rejects.
   */
  async refresh(): Promise<void> {
    const signal = this.begin();
    const atLeast = this.newest;
    const failure = await this.ask(signal, atLeast);
    if (signal.aborted) return;
    this.asking = undefined;
    if (failure) this.goDark();
    const isOver = !failure && !this.hasChangedSince(atLeast);
    if (this.running && !isOver) void this.settle(failure);
  }

  /** Asks, unless there are flags already, and follows changes until it is stopped. */
  start(): void {
    if (this.running) return;
    this.running = new AbortController();
    if (!this.options.state.value.ready) void this.settle();
    if (this.options.follow) void this.followUntil(this.running.signal);
  }

  stop(): void {
    this.running?.abort();
    this.asking?.abort();
    this.running = undefined;
    this.asking = undefined;
    this.announced = 0;
  }

  goDark(): void {
    this.options.state.value = DARK;
  }

  private get newest(): number {
    return Math.max(this.announced, this.options.state.value.version ?? 0);
  }

  /** Of two answers the one to the later question counts: a new question ends those before it. */
  private begin(): AbortSignal {
    this.asking?.abort();
    this.asking = new AbortController();
    return this.asking.signal;
  }

  /** One question. Answers what went wrong, unless nobody waits for it any more. */
  private async ask(signal: AbortSignal, atLeast: number): Promise<Error | undefined> {
    const { api, context, error, state } = this.options;
    try {
      const answer = await api.evaluate(context(), atLeast, signal);
      if (signal.aborted) return undefined;
      state.value = answer;
      error.value = null;
      return undefined;
    } catch (cause) {
      if (signal.aborted) return undefined;
      error.value = cause instanceof Error ? cause : new Error(`${cause}`, { cause });
      return error.value;
    }
  }

  /** Asks until there is an answer, and goes dark when that is more than a blip. */
  private async settle(failure?: Error): Promise<void> {
    const signal = this.begin();
    let failures = failure ? 1 : 0;
    for (;;) {
      if (failure) await pause(waitAfter(failure, failures), signal);
      if (signal.aborted) return;
      const atLeast = this.newest;
      failure = await this.ask(signal, atLeast);
      if (signal.aborted) return;
      failures = failure ? failures + 1 : 0;
      if (failure && isOutage(failure, failures)) this.goDark();
      if (!failure && !this.hasChangedSince(atLeast)) break;
    }
    this.asking = undefined;
  }

  private hasChangedSince(asked: number): boolean {
    return this.announced > Math.max(asked, this.options.state.value.version ?? 0);
  }

  private async followUntil(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let retryMs = 0;
    while (!signal.aborted) {
      const opened = Date.now();
      try {
        const events = this.options.api.changes(signal, (ms) => (retryMs = ms));
        for await (const event of events) this.hear(event);
      } catch {
        // A stream may end in any way. What counts is that it has.
      }
      failures = Date.now() - opened < STEADY_MS ? failures + 1 : 0;
      await this.recover(signal);
      await pause(Math.max(delayAfter(failures), retryMs), signal);
    }
  }

  private hear(event: { readonly version: number } | 'heartbeat'): void {
    if (event === 'heartbeat') {
      // No version tells of the database's return.
      if (this.options.state.value.stale && !this.asking) void this.settle();
      return;
    }
    // The stream begins with the version there is; the page may have it already.
    if (event.version <= this.newest) return;
    this.announced = event.version;
    if (!this.asking) void this.settle();
  }

  /** A broken stream says nothing, so the API is asked. */
  private async recover(signal: AbortSignal): Promise<void> {
    await pause(delayAfter(0), signal);
    if (signal.aborted) return;
    this.announced = 0;
    await this.settle();
  }
}

function isOutage(failure: Error, failures: number): boolean {
  if (isRefusal(failure) || failures >= ATTEMPTS_IN_THE_LIGHT) return true;
  return retryAfter(failure) > LONGEST_BLIP_MS;
}

function waitAfter(failure: Error, failures: number): number {
  return Math.max(delayAfter(failures), retryAfter(failure));
}

function retryAfter(failure: Error): number {
  return failure instanceof ApiError ? failure.retryAfterMs : 0;
}
