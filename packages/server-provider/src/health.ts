import { ApiError } from './api-client.ts';
import type { Settings } from './options.ts';
import type { SignedRuleset } from './signed-ruleset.ts';

/** The status in OpenFeature's sense, with a sentence that says why. */
export interface Status {
  readonly is: 'READY' | 'STALE' | 'ERROR' | 'FATAL';
  readonly why: string;
}

/** What the status depends on beside time. */
export interface Vitals {
  readonly active: () => SignedRuleset | undefined;
  /** Whether the API would say at once if there were anything newer. */
  readonly isCurrent: () => boolean;
  /** The status is another one than before. */
  readonly changed: (status: Status) => void;
}

const READY: Status = { is: 'READY', why: 'the ruleset is the newest' };
const REFUSED = 'the API does not take the key';
const LONGEST_WAIT = 3_600_000;

/** Says how much the answers can be relied on: at any moment, and whenever that changes by an event or by time. */
export class Health {
  #confirmedAt: number | undefined;
  #lastFailure: unknown;
  #said: Status['is'] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #decided = (): void => undefined;

  constructor(
    private readonly settings: Settings,
    private readonly vitals: Vitals,
  ) {}

  get status(): Status {
    const { timing, staleAfter } = this.settings;
    const active = this.vitals.active();
    if (active === undefined) {
      if (this.#isRefused) return { is: 'FATAL', why: REFUSED };
      return {
        is: 'ERROR',
        why: 'there is no ruleset: the API gave none, and no file verifies',
      };
    }
    if (this.#isRefused) return { is: 'STALE', why: REFUSED };
    if (timing.now() >= active.notAfter) return { is: 'STALE', why: 'the ruleset is out of date' };
    if (this.vitals.isCurrent() || timing.now() < this.#confirmedUntil(staleAfter)) return READY;
    return { is: 'STALE', why: 'there may be a newer ruleset' };
  }

  /** Up to now the ruleset in use was the newest. */
  confirmed(): void {
    if (this.#lastFailure !== undefined) this.settings.logger.info('Halyard: the API is back');
    this.#confirmedAt = this.settings.timing.now();
    this.#lastFailure = undefined;
    this.#decided();
    this.#reconsider();
  }

  failed(error: unknown): void {
    const { logger } = this.settings;
    const isNews = this.#lastFailure === undefined || !(error instanceof ApiError);
    logger[isNews ? 'warn' : 'debug'](sentenceOf(error));
    this.#lastFailure = error;
    if (this.#isRefused || this.vitals.active() !== undefined) this.#decided();
    this.#reconsider();
  }

  /** Resolves when there is no use in waiting for a better status, and after `patience` milliseconds. */
  decided(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#decided = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  get isWatched(): boolean {
    return this.#said !== undefined;
  }

  /** From now on changes are told; what has been said so far is `said`. */
  watch(said: Status['is']): void {
    this.#said = said;
    this.#reconsider();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#said = undefined;
    this.#decided();
  }

  get #isRefused(): boolean {
    return this.#lastFailure instanceof ApiError && this.#lastFailure.isRefusal;
  }

  #confirmedUntil(staleAfter: number): number {
    return this.#confirmedAt === undefined ? -Infinity : this.#confirmedAt + staleAfter;
  }

  #reconsider(): void {
    if (this.#said === undefined) return;
    const { status } = this;
    if (status.is !== this.#said) {
      this.#said = status.is;
      this.vitals.changed(status);
    }
    clearTimeout(this.#timer);
    if (status.is === 'READY') this.#reconsiderInTime();
  }

  /** At the next moment at which time alone could end being ready. */
  #reconsiderInTime(): void {
    const { timing, staleAfter } = this.settings;
    const ends = [
      this.vitals.active()?.notAfter ?? Infinity,
      this.vitals.isCurrent() ? Infinity : this.#confirmedUntil(staleAfter),
    ];
    const wait = Math.min(Math.min(...ends) - timing.now(), LONGEST_WAIT);
    this.#timer = setTimeout(() => this.#reconsider(), Math.max(wait, 1)).unref();
  }
}

function sentenceOf(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'RefusedRulesetError') return `Halyard: the ruleset is refused: ${message}`;
  return `Halyard: the ruleset could not be downloaded: ${message}`;
}
