import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import { keyOf, startOfMinute } from './exposure.ts';
import type { Exposure } from './exposure.ts';
import { ExposuresService } from './exposures.service.ts';

const FLUSH_MS = 10_000;
/** Some tens of megabytes. */
const MOST = 100_000;

/**
 * Counts what this replica serves one by one. A bulk answer is no exposure: an application asks for every
 * flag at once and uses some of them, so what it uses is for it to count and to post.
 */
@Injectable()
export class ExposureCounter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ExposureCounter.name);
  private counts = new Map<string, Exposure>();
  private lost = 0;
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly exposures: ExposuresService) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  /** No request is served any more, and the database is still there. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** A variant was served, for a tenant or (null) for none. Costs no query and never throws. */
  count(environment: string, tenant: string | null, flag: string, variant: string): void {
    const of = { environment, flag, variant, tenant: tenant ?? PLATFORM };
    this.add({ of, minute: startOfMinute(Date.now()), count: 1 });
  }

  /** Writes what was counted, one time after the other. What could not be written is kept for the next time. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  private async write(): Promise<void> {
    const counted = [...this.counts.values()];
    this.counts = new Map();
    try {
      await this.exposures.record(counted);
    } catch (error) {
      for (const exposure of counted) this.add(exposure);
      this.logger.warn(`Exposures could not be written, kept for now: ${(error as Error).message}`);
    }
    if (this.lost === 0) return;
    this.logger.warn(`${this.lost} exposures were not counted: too many waited to be written`);
    this.lost = 0;
  }

  private add(exposure: Exposure): void {
    const key = keyOf(exposure);
    const known = this.counts.get(key);
    if (known === undefined && this.counts.size >= MOST) this.lost += exposure.count;
    else this.counts.set(key, { ...exposure, count: exposure.count + (known?.count ?? 0) });
  }
}
