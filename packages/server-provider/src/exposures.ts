import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, ApiError } from './api-client.ts';
import { backedOff, jittered } from './jitter.ts';
import type { Settings } from './options.ts';

/** How often a tenant was served a variant within a minute. */
export interface ExposureCount {
  readonly flag: string;
  readonly variant: string;
  readonly tenant: string | null;
  /** RFC 3339: the minute's first moment. */
  readonly minute: string;
  readonly count: number;
}

type Counter = { -readonly [K in keyof ExposureCount]: ExposureCount[K] };

/** What is posted under one idempotency key stays the same until it has arrived. */
interface Batch {
  readonly idempotencyKey: string;
  readonly counts: readonly ExposureCount[];
}

const MINUTE = 60_000;
const MOST_A_BATCH = 1_000;
/** The batch itself is at fault: it would be refused for ever, and hold up what comes after it. */
const HOPELESS: ReadonlySet<number | undefined> = new Set([400, 413, 422]);

/** Counts what was served, and posts the counts in batches. What could not be posted is kept and posted later. */
export class Exposures {
  /** Not yet in a batch, oldest first. */
  readonly #counters = new Set<Counter>();
  /** Those of the present minute, by tenant, flag and variant: no key has to be made up for each evaluation. */
  #current = new Map<string | null, Map<string, Map<string, Counter>>>();
  #minute = Number.NaN;
  #batch: Batch | undefined;
  #flushing: Promise<ApiError | undefined> | undefined;
  #dropped = 0;

  readonly #stop = new AbortController();
  #isOpen = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly api: ApiClient,
    private readonly settings: Settings,
    private readonly options: { readonly interval: number; readonly capacity: number },
  ) {}

  start(): void {
    this.#schedule(this.options.interval);
  }

  count(flag: string, variant: string, tenant: string | null): void {
    if (!this.#isOpen) return;
    const minute = Math.floor(this.settings.timing.now() / MINUTE);
    if (minute !== this.#minute) this.#begin(minute);
    const counter = this.#current.get(tenant)?.get(flag)?.get(variant);
    if (counter !== undefined) counter.count++;
    else this.#add(flag, variant, tenant);
  }

  /** Posts everything that is left, trying again until `closeTimeout`; what is counted afterwards is not. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const { closeTimeout, timing } = this.settings;
    const { signal } = this.#stop;
    const deadline = setTimeout(() => this.#stop.abort(), closeTimeout);
    for (let tries = 1; !signal.aborted; tries++) {
      const failure = await this.#flush();
      if (failure === undefined || failure.isRefusal) break;
      const wait = failure.retryAfter ?? backedOff(timing.backoff, tries, closeTimeout);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
    clearTimeout(deadline);
    this.#isOpen = false;

    const lost = sum(this.#batch?.counts) + sum(this.#counters);
    if (lost > 0) this.settings.logger.warn(`Halyard: ${lost} exposures could not be posted`);
  }

  #begin(minute: number): void {
    this.#minute = minute;
    this.#current = new Map();
  }

  #add(flag: string, variant: string, tenant: string | null): void {
    const minute = new Date(this.#minute * MINUTE).toISOString();
    const counter = { flag, variant, tenant, minute, count: 1 };
    this.#counters.add(counter);
    const ofTenant = entryOf(this.#current, tenant, () => new Map<string, Map<string, Counter>>());
    entryOf(ofTenant, flag, () => new Map<string, Counter>()).set(variant, counter);
    if (this.#counters.size + (this.#batch?.counts.length ?? 0) > this.options.capacity)
      this.#drop();
  }

  #drop(): void {
    const [oldest] = this.#counters;
    if (oldest === undefined) return;
    const ofFlag = this.#current.get(oldest.tenant)?.get(oldest.flag);
    if (ofFlag?.get(oldest.variant) === oldest) ofFlag.delete(oldest.variant);
    this.#counters.delete(oldest);
    this.#dropped += oldest.count;
  }

  #schedule(wait: number): void {
    this.#timer = setTimeout(() => void this.#tick(), jittered(wait)).unref();
  }

  async #tick(): Promise<void> {
    const failure = await this.#flush();
    if (!this.#isOpen) return;
    this.#schedule(Math.max(this.options.interval, failure?.retryAfter ?? 0));
  }

  /** One at a time. @returns the failure that ended it, if not everything was posted. */
  #flush(): Promise<ApiError | undefined> {
    this.#flushing ??= this.#postAll().finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #postAll(): Promise<ApiError | undefined> {
    this.#sayWhatWasDropped();
    while ((this.#batch ??= this.#nextBatch()) !== undefined) {
      const failure = await this.#post(this.#batch);
      if (failure !== undefined) return failure;
      this.#batch = undefined;
    }
    return undefined;
  }

  async #post({ counts, idempotencyKey }: Batch): Promise<ApiError | undefined> {
    const { logger } = this.settings;
    try {
      await this.api.postExposures(counts, idempotencyKey, this.#stop.signal);
    } catch (error) {
      const failure = error as ApiError;
      if (!HOPELESS.has(failure.status)) {
        logger.debug(`Halyard: exposures are kept for later: ${failure.message}`);
        return failure;
      }
      logger.error(`Halyard: ${sum(counts)} exposures were refused: ${failure.message}`);
    }
    return undefined;
  }

  #nextBatch(): Batch | undefined {
    if (this.#counters.size === 0) return undefined;
    const counts: Counter[] = [];
    for (const counter of this.#counters) {
      if (counts.length === MOST_A_BATCH) break;
      counts.push(counter);
      this.#counters.delete(counter);
    }
    // Whatever is counted from now on is counted anew.
    this.#begin(Number.NaN);
    return { idempotencyKey: randomUUID(), counts };
  }

  #sayWhatWasDropped(): void {
    if (this.#dropped === 0) return;
    this.settings.logger.warn(
      `Halyard: ${this.#dropped} exposures were dropped, the oldest first: they could not be posted in time`,
    );
    this.#dropped = 0;
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function sum(counts: Iterable<ExposureCount> = []): number {
  let total = 0;
  for (const { count } of counts) total += count;
  return total;
}
