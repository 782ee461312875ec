import { ApiError } from './api-error.ts';
import { spread } from './patience.ts';
import { uuid } from './uuid.ts';

/** Small enough to be posted while a page is left: browsers allow 64 KiB for that. */
const COUNTS_A_BATCH = 200;
/** What an API that is away for long may cost a page. The oldest go first. */
const BATCHES_KEPT = 5;
const POST_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;
/** Answers that the same batch would get again. */
const REFUSED_FOR_GOOD = new Set([400, 403, 413, 422]);

export interface ExposureCount {
  readonly flag: string;
  readonly variant: string;
  readonly tenant: string | null;
  /** The minute's beginning, ISO 8601. */
  readonly minute: string;
  readonly count: number;
}

/** What is posted together, and again under the same id until it is accepted: it counts once. */
export interface ExposureBatch {
  readonly id: string;
  readonly counts: readonly ExposureCount[];
}

/** Counts which flags a page has used, and posts that now and then. Its failures are nobody's concern. */
export class Exposures {
  private minute = '';
  /** What was counted in this minute. */
  private readonly used = new Set<string>();
  private readonly counts: ExposureCount[] = [];
  private waiting: ExposureBatch[] = [];
  private readonly underWay = new Set<ExposureBatch>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param post throws ApiError for what the API does not accept */
  constructor(private readonly post: (batch: ExposureBatch) => Promise<void>) {}

  /** The first use of a minute counts. */
  count(flag: string, variant: string, tenant: string | null): void {
    const minute = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS).toISOString();
    if (minute !== this.minute) this.used.clear();
    this.minute = minute;
    const use = JSON.stringify([flag, variant, tenant]);
    if (this.used.has(use)) return;
    this.used.add(use);
    this.counts.push({ flag, variant, tenant, minute, count: 1 });
    this.timer ??= setTimeout(() => void this.flush(), spread(POST_EVERY_MS));
  }

  /** Posts what there is. What is not accepted is kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.counts.length > 0) {
      this.waiting.push({ id: uuid(), counts: this.counts.splice(0, COUNTS_A_BATCH) });
    }
    this.waiting = this.waiting.slice(-BATCHES_KEPT);
    await Promise.all(this.waiting.map((batch) => this.send(batch)));
    if (this.waiting.length > 0) {
      this.timer ??= setTimeout(() => void this.flush(), spread(POST_EVERY_MS));
    }
  }

  /** Posts when the page is left or hidden. Answers how to stop, with a last post. */
  postOnLeaving(): () => void {
    const leaving = new AbortController();
    const flush = () => void this.flush();
    window.addEventListener('pagehide', flush, { signal: leaving.signal });
    // A phone may end a page that is hidden without another word.
    document.addEventListener('visibilitychange', flush, { signal: leaving.signal });
    return () => {
      leaving.abort();
      void this.flush().finally(() => clearTimeout(this.timer));
    };
  }

  private async send(batch: ExposureBatch): Promise<void> {
    if (this.underWay.has(batch)) return;
    this.underWay.add(batch);
    try {
      await this.post(batch);
      this.drop(batch);
    } catch (error) {
      if (error instanceof ApiError && REFUSED_FOR_GOOD.has(error.status)) this.drop(batch);
    } finally {
      this.underWay.delete(batch);
    }
  }

  private drop(batch: ExposureBatch): void {
    this.waiting = this.waiting.filter((each) => each !== batch);
  }
}
