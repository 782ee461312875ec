import { Injectable } from '@nestjs/common';
import type { ExposuresResponse } from '@halyard/contracts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { inBuckets, startOfMinute, summed, windowOf } from './exposure.ts';
import type { Exposure } from './exposure.ts';
import { ExposuresRepository } from './exposures.repository.ts';
import type { FlagPlace } from './exposures.repository.ts';

/** When flags were last served: flag → environment → the minute. */
export type LastEvaluated = ReadonlyMap<string, Readonly<Record<string, Date>>>;

@Injectable()
export class ExposuresService {
  /** When each flag in each environment was last noted as served, as far as this replica knows. */
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly exposures: ExposuresRepository,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Keeps counts, whoever has counted. Nothing else writes any.
   * @throws what the database says; then nothing was kept, or it is not known whether it was.
   */
  async record(counted: readonly Exposure[]): Promise<void> {
    if (counted.length === 0) return;
    // First, because noting a minute twice does no harm: a count that is tried again counts twice.
    await this.noteLast(counted);
    await this.exposures.insert(summed(counted));
    for (const { of, count } of counted) this.metrics.exposures(of.environment, count);
  }

  /** How often each variant of a flag was served, to some tenants' users. */
  async ofFlag(
    scope: TenantScope,
    place: FlagPlace,
    variants: readonly string[],
    hours: number,
  ): Promise<ExposuresResponse> {
    const window = windowOf(hours, Date.now());
    const [sums, last] = await Promise.all([
      this.exposures.sums(scope, place, window),
      this.lastIn(scope, place),
    ]);
    return {
      environment: place.environment,
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      bucketMinutes: window.bucketMinutes,
      variants: inBuckets(window, variants, sums),
      lastEvaluatedAt: last?.toISOString() ?? null,
    };
  }

  lastEvaluated(flags: readonly string[]): Promise<LastEvaluated> {
    return this.exposures.lastOf(flags);
  }

  /** The flags that were served since a moment, anywhere. */
  servedSince(moment: Date, environments: readonly string[]): Promise<string[]> {
    return this.exposures.servedSince(moment, environments);
  }

  private async lastIn(scope: TenantScope, place: FlagPlace): Promise<Date | null> {
    if (!scope.all) return this.exposures.lastFor(scope, place);
    const last = await this.exposures.lastOf([place.flag]);
    return last.get(place.flag)?.[place.environment] ?? null;
  }

  /** A flag that is served all the time is noted once a minute, not with each batch. */
  private async noteLast(counted: readonly Exposure[]): Promise<void> {
    const now = startOfMinute(Date.now());
    const latest = new Map<string, FlagPlace & { at: Date }>();
    for (const { of, minute } of counted) {
      const { flag, environment } = of;
      const key = `${environment} ${flag}`;
      // A sender's clock may be ahead.
      const at = minute < now ? minute : now;
      const before = latest.get(key)?.at.getTime() ?? this.noted.get(key) ?? 0;
      if (at.getTime() > before) latest.set(key, { flag, environment, at });
    }
    if (latest.size === 0) return;
    await this.exposures.noteLast([...latest.values()]);
    for (const [key, { at }] of latest) this.noted.set(key, at.getTime());
  }
}
