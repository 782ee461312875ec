import type { Logger } from '@openfeature/server-sdk';

/** Called with the flag's key. What it throws, or its promise is rejected with, is logged and goes no further. */
export type FlagListener = (flagKey: string) => unknown;

/** Who wants to know when a flag may answer otherwise. */
export class Subscriptions {
  readonly #listeners = new Map<string, Set<{ readonly call: FlagListener }>>();

  constructor(private readonly logger: Logger) {}

  /** @returns what ends the subscription. The same listener can be there more than once. */
  add(flagKey: string, listener: FlagListener): () => void {
    const subscription = { call: listener };
    const ofFlag = this.#listeners.get(flagKey) ?? new Set();
    this.#listeners.set(flagKey, ofFlag.add(subscription));
    return () => {
      ofFlag.delete(subscription);
      if (ofFlag.size === 0 && this.#listeners.get(flagKey) === ofFlag)
        this.#listeners.delete(flagKey);
    };
  }

  tell(flagKeys: ReadonlySet<string>): void {
    for (const [key, listeners] of [...this.#listeners]) {
      if (!flagKeys.has(key)) continue;
      for (const { call } of [...listeners]) void this.#call(call, key);
    }
  }

  async #call(listener: FlagListener, flagKey: string): Promise<void> {
    try {
      await listener(flagKey);
    } catch (error) {
      this.logger.error(`Halyard: a listener of ${flagKey} failed`, error);
    }
  }
}
