import { Injectable } from '@nestjs/common';
import type { Resolution } from '@halyard/evaluator';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges of prom-client whose names end as only a counter's may. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];
/** From 10 µs, one flag, to 50 ms, many flags with long lists. */
const EVALUATION_SECONDS = [
  0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025,
  0.05,
];
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One request as its metric counts it. */
export interface ObservedRequest {
  readonly method: string;
  /** The route's pattern, never the path that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/**
 * What one replica counts, in a registry of its own. Who counts something calls a method named for it.
 * A label's values are few and say nothing of anyone: no tenant, no user, no flag.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly evaluations = new Counter({
    name: 'halyard_evaluations_total',
    help: 'Flags evaluated, by what decided (source) and why (reason).',
    labelNames: ['environment', 'source', 'reason'] as const,
    registers: [this.registry],
  });
  private readonly evaluationSeconds = new Histogram({
    name: 'halyard_evaluation_duration_seconds',
    help: 'Time that the engine took for a call, of one flag (single) or of several (bulk).',
    labelNames: ['mode'] as const,
    buckets: EVALUATION_SECONDS,
    registers: [this.registry],
  });
  private readonly tenantHits = new Counter({
    name: 'halyard_tenant_cache_hits_total',
    help: 'Tenants that were in memory when an evaluation needed them.',
    registers: [this.registry],
  });
  private readonly tenantMisses = new Counter({
    name: 'halyard_tenant_cache_misses_total',
    help: 'Tenants that had to be read from the database for an evaluation.',
    registers: [this.registry],
  });
  private readonly exposed = new Counter({
    name: 'halyard_exposures_total',
    help: 'Exposures that clients reported.',
    labelNames: ['environment'] as const,
    registers: [this.registry],
  });
  private readonly streams = new Gauge({
    name: 'halyard_stream_clients',
    help: 'Clients that follow a stream of changes now.',
    registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer; open streams are left out.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
  }

  /** One flag was evaluated in a call of its own. */
  evaluatedOne(environment: string, resolution: Resolution, seconds: number): void {
    this.evaluations.inc({ environment, ...labelsOf(resolution) });
    this.evaluationSeconds.observe({ mode: 'single' }, seconds);
  }

  /** Flags were evaluated in one call: adds up first, so that hundreds of them cost a few increments. */
  evaluatedMany(environment: string, resolutions: Iterable<Resolution>, seconds: number): void {
    const counts = new Map<Resolution['source'], Map<Resolution['reason'], number>>();
    for (const { source, reason } of resolutions) {
      const reasons = counts.get(source) ?? new Map<Resolution['reason'], number>();
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (reasons.size === 1) counts.set(source, reasons);
    }
    for (const [source, reasons] of counts) {
      for (const [reason, count] of reasons) {
        this.evaluations.inc({ environment, ...labelsOf({ source, reason }) }, count);
      }
    }
    this.evaluationSeconds.observe({ mode: 'bulk' }, seconds);
  }

  /** An evaluation needed a tenant, which was in memory (`hit`) or not. */
  tenantLookedUp(hit: boolean): void {
    (hit ? this.tenantHits : this.tenantMisses).inc();
  }

  /** Clients reported that flags were seen `count` times. */
  exposures(environment: string, count: number): void {
    this.exposed.inc({ environment }, count);
  }

  /** A client follows a stream from now on. Call what it answers when they are gone. */
  streamOpened(): () => void {
    this.streams.inc();
    return () => {
      this.streams.dec();
    };
  }

  requested({ method, route, status, seconds }: ObservedRequest): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }
}

/** An unknown flag has no source. */
function labelsOf({ source, reason }: Pick<Resolution, 'source' | 'reason'>) {
  return { source: source ?? 'none', reason: reason.toLowerCase() };
}
