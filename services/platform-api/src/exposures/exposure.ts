import { LIMITS } from '@halyard/contracts';
import type {
  DropReason,
  ExposureCountDto,
  ExposureEventDto,
  VariantExposuresResponse,
} from '@halyard/contracts';
import type { Ruleset } from '@halyard/evaluator';

/** What was served where, and to whose users. */
export interface ExposureSeries {
  readonly environment: string;
  readonly flag: string;
  readonly variant: string;
  /** A tenant's slug, or `platform` where it was served for no tenant. */
  readonly tenant: string;
}

/** How often it was, within a minute. */
export interface Exposure {
  readonly of: ExposureSeries;
  readonly minute: Date;
  readonly count: number;
}

/** An item of a batch, whichever form it came in. */
export interface SentExposure {
  readonly pointer: string;
  readonly flag: string;
  /** null where nothing was served. */
  readonly variant: string | null;
  /** undefined where it was left out. */
  readonly tenant: string | null | undefined;
  /** null where the sender does not say. */
  readonly environment: string | null;
  readonly at: number;
  readonly count: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OLDEST_MS = LIMITS.exposureAgeDays * 24 * HOUR_MS;
const AHEAD_MS = LIMITS.exposureLeadMinutes * MINUTE_MS;

export function startOfMinute(at: number): Date {
  return new Date(at - (at % MINUTE_MS));
}

export function fromCount(count: ExposureCountDto, index: number): SentExposure {
  const { flag, variant, tenant, minute } = count;
  const pointer = `/counts/${index}`;
  const at = Date.parse(minute);
  return { pointer, flag, variant, tenant, environment: null, at, count: count.count };
}

/** By OpenTelemetry's semantic conventions; the tenant is an attribute of ours. */
export function fromEvent(event: ExposureEventDto, index: number): SentExposure {
  const { attributes, timestamp } = event;
  const value = (name: string) => (Object.hasOwn(attributes, name) ? attributes[name] : null);
  const text = (name: string) => {
    const found = value(name);
    return typeof found === 'string' ? found : null;
  };
  const failed = (value('error.type') ?? null) !== null;
  return {
    pointer: `/events/${index}`,
    flag: text('feature_flag.key') ?? '',
    variant: failed ? null : text('feature_flag.result.variant'),
    tenant: text('halyard.tenant') ?? undefined,
    environment: text('feature_flag.set.id'),
    at: Date.parse(timestamp),
    count: 1,
  };
}

/**
 * Why an item is not counted. Only what the ruleset has is: whoever has a client key could otherwise make
 * up flags and variants, and fill the database with series of one.
 */
export function whyDropped(
  { flag, variant, environment, at }: SentExposure,
  { environment: own, flags }: Ruleset,
  isHidden: (flag: string) => boolean,
  now: number,
): DropReason | undefined {
  if (variant === null) return 'not_an_exposure';
  if (environment !== null && environment !== own) return 'other_environment';
  if (at < now - OLDEST_MS) return 'too_old';
  if (at > now + AHEAD_MS) return 'in_the_future';
  const known = Object.hasOwn(flags, flag) ? flags[flag]?.variants : undefined;
  // A flag that is not for the caller is one that is not there.
  if (known === undefined || isHidden(flag)) return 'unknown_flag';
  return Object.hasOwn(known, variant) ? undefined : 'unknown_variant';
}

/** The same series in the same minute is one count. */
export function summed(exposures: readonly Exposure[]): Exposure[] {
  const byKey = Map.groupBy(exposures, keyOf);
  return [...byKey.values()].flatMap(([first, ...same]) =>
    first === undefined ? [] : [{ ...first, count: same.reduce(plus, first.count) }],
  );
}

/** Names a series' minute. None of its parts can hold the separator. */
export function keyOf({ of, minute }: Exposure): string {
  const { environment, flag, variant, tenant } = of;
  return [environment, flag, variant, tenant, minute.getTime()].join(' ');
}

const plus = (sum: number, { count }: Exposure) => sum + count;

/** A stretch of time in buckets of one width. */
export interface ExposureWindow {
  readonly from: Date;
  readonly to: Date;
  readonly bucketMinutes: number;
}

/** Each divides a day, so that buckets begin at round times. */
const WIDTHS = [5, 10, 15, 30, 60, 120, 240];
const MOST_BUCKETS = 48;

/** The last hours, and what its first bucket holds before them: buckets begin and end at round times. */
export function windowOf(hours: number, now: number): ExposureWindow {
  const bucketMinutes = WIDTHS.find((width) => (hours * 60) / width <= MOST_BUCKETS) ?? 240;
  const width = bucketMinutes * MINUTE_MS;
  const from = Math.floor((now - hours * HOUR_MS) / width) * width;
  const to = (Math.floor(now / width) + 1) * width;
  return { from: new Date(from), to: new Date(to), bucketMinutes };
}

/** How often a variant was served in the bucket that begins at an instant. */
export interface BucketSum {
  readonly variant: string;
  readonly bucket: Date;
  readonly count: number;
}

/** Every variant with its buckets, in the order given; those that the flag no longer has come last. */
export function inBuckets(
  { from, to, bucketMinutes }: ExposureWindow,
  variants: readonly string[],
  sums: readonly BucketSum[],
): VariantExposuresResponse[] {
  const width = bucketMinutes * MINUTE_MS;
  const length = (to.getTime() - from.getTime()) / width;
  const past = sums.map(({ variant }) => variant).sort();
  return [...new Set([...variants, ...past])].map((variant) => {
    const counts = Array.from({ length }, () => 0);
    for (const sum of sums) {
      if (sum.variant === variant) {
        counts[(sum.bucket.getTime() - from.getTime()) / width] = sum.count;
      }
    }
    return { variant, total: counts.reduce((total, count) => total + count, 0), counts };
  });
}
