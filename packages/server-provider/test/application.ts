import { randomUUID } from 'node:crypto';
import {
  OpenFeature,
  ProviderEvents,
  type Client,
  type EventDetails,
  type Logger,
} from '@openfeature/server-sdk';
import { HalyardProvider, type HalyardProviderOptions } from '../src/index.ts';
import type { Timing } from '../src/options.ts';
import { KEY, type FlagServer } from './flag-server.ts';

/** An application that asks for flags through the OpenFeature SDK, and what it saw and logged. */
export class Application {
  readonly key = KEY;
  readonly log: string[] = [];
  readonly events: { readonly event: ProviderEvents; readonly details: EventDetails }[] = [];
  readonly provider: HalyardProvider;
  readonly client: Client;
  readonly #domain = randomUUID();

  constructor(
    server: Pick<FlagServer, 'url'>,
    options: Partial<HalyardProviderOptions> = {},
    timing: Partial<Timing> = {},
  ) {
    this.provider = new HalyardProvider(
      {
        url: server.url,
        key: this.key,
        initTimeout: 20_000,
        closeTimeout: 100,
        pollInterval: 60_000,
        logger: this.#logger(),
        ...options,
      },
      { backoff: 10, keyCoolDown: 0, ...timing },
    );
    this.client = OpenFeature.getClient(this.#domain);
    for (const event of Object.values(ProviderEvents)) {
      this.client.addHandler(event, (details) => {
        if (details !== undefined) this.events.push({ event, details });
      });
    }
  }

  get status() {
    return this.client.providerStatus;
  }

  /** The events since the start, without those that only tell of changes. */
  get statusEvents(): readonly ProviderEvents[] {
    const changes = ProviderEvents.ConfigurationChanged;
    return this.events.map(({ event }) => event).filter((event) => event !== changes);
  }

  get flagsChanged(): readonly (readonly string[])[] {
    return this.events.flatMap(({ details }) =>
      details.flagsChanged === undefined ? [] : [[...(details.flagsChanged as string[])].sort()],
    );
  }

  async start(): Promise<this> {
    await OpenFeature.setProviderAndWait(this.#domain, this.provider);
    return this;
  }

  /** Starts it, and says how that failed if it did. */
  async startAnyhow(): Promise<Error | undefined> {
    return this.start().then(
      () => undefined,
      (error: Error) => error,
    );
  }

  isOn(flag: string, context = {}): Promise<boolean> {
    return this.client.getBooleanValue(flag, false, context);
  }

  #logger(): Logger {
    const write =
      (level: string) =>
      (...said: unknown[]) =>
        void this.log.push([level, ...said].map(String).join(' '));
    return {
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
    };
  }
}
