import type { EvaluateResponse } from '@halyard/contracts';
import type { Ref } from 'vue';

export interface FlagState {
  readonly flags: Readonly<Record<string, unknown>>;
  /** The API has answered, and its answer still holds. */
  readonly ready: boolean;
  readonly version: number | null;
}

/** Nobody gets what nobody can vouch for. */
export const DARK: FlagState = { flags: {}, ready: false, version: null };

/** A blip is no outage: asked this often, this far apart, before going dark, and ever more rarely after. */
const RETRY_MS = [0, 400, 1_200, 3_000, 6_000] as const;
const LAST_RETRY_MS = 12_000;
const ATTEMPTS_IN_THE_LIGHT = 3;

const delayOf = (attempt: number) => RETRY_MS[attempt] ?? LAST_RETRY_MS;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface FlagClient {
  /** Asks once; without an answer everything is dark until there is one. */
  refresh(): Promise<void>;
  /** Follows changes for as long as someone is signed in. In the browser only. */
  follow(): void;
}

export interface FlagClientOptions {
  readonly state: Ref<FlagState>;
  /** @param atLeast the version that a change has announced, for a replica that lags behind it */
  readonly evaluate: (atLeast: number | null) => Promise<EvaluateResponse>;
  readonly openStream: () => Pick<EventSource, 'addEventListener' | 'close'>;
  readonly isSignedIn: () => boolean;
}

/** Keeps the flags of one page: true only while the API is there to say so. */
export function createFlagClient(options: FlagClientOptions): FlagClient {
  const { state, evaluate, openStream, isSignedIn } = options;
  let announced: number | null = null;
  let questions = 0;
  let isFollowing = false;
  let isRecovering = false;
  let hasChangedMeanwhile = false;
  let failedStreams = 0;

  async function ask(): Promise<boolean> {
    questions += 1;
    const question = questions;
    try {
      const { flags, version } = await evaluate(announced);
      // Of two answers the one to the later question counts, in whichever order they arrive.
      if (question === questions) state.value = { flags, version, ready: true };
      return true;
    } catch {
      return false;
    }
  }

  /** Asks until there is an answer. Dark from the third failure on. */
  async function recover(): Promise<void> {
    if (isRecovering) {
      hasChangedMeanwhile = true;
      return;
    }
    isRecovering = true;
    let attempt = 0;
    while (isSignedIn()) {
      if (attempt > 0) await sleep(delayOf(attempt));
      hasChangedMeanwhile = false;
      const isAnswered = await ask();
      if (isAnswered && !hasChangedMeanwhile) break;
      attempt = isAnswered ? 0 : attempt + 1;
      if (attempt >= ATTEMPTS_IN_THE_LIGHT) state.value = DARK;
    }
    isRecovering = false;
    if (!isSignedIn()) state.value = DARK;
  }

  function follow(): void {
    isFollowing = true;
    const stream = openStream();
    stream.addEventListener('change', (event) => {
      failedStreams = 0;
      const { version } = JSON.parse((event as MessageEvent<string>).data) as { version: number };
      // The stream begins with the version there is; the page may have it already.
      if (version === state.value.version) return;
      announced = version;
      void recover();
    });
    stream.addEventListener('error', () => {
      stream.close();
      void resume();
    });
  }

  /** A broken stream says nothing, so the API is asked. One that never opens makes this polling. */
  async function resume(): Promise<void> {
    announced = null;
    await recover();
    await sleep(delayOf(failedStreams));
    failedStreams += 1;
    if (isSignedIn()) follow();
  }

  return {
    async refresh() {
      if (await ask()) return;
      state.value = DARK;
      if (isFollowing) void recover();
    },
    follow,
  };
}
