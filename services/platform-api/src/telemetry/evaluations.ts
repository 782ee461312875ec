import { Injectable } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import type { Resolution } from '@halyard/evaluator';
import { Metrics } from './metrics.ts';
import { PROVIDER, TRACER } from './names.ts';

/** What is asked, as its telemetry names it. */
export interface EvaluationCall {
  readonly environment: string;
  /** Of the ruleset. */
  readonly version: number;
  readonly targetingKey?: string;
}

/** Asks the engine under a span `flag.evaluate`, and counts what it says. */
@Injectable()
export class Evaluations {
  constructor(private readonly metrics: Metrics) {}

  /** One flag, with an event `feature_flag.evaluation`. */
  one(call: EvaluationCall, key: string, evaluate: (key: string) => Resolution): Resolution {
    return inSpan(call, 1, (span) => {
      const started = performance.now();
      const resolution = evaluate(key);
      this.metrics.evaluatedOne(call.environment, resolution, secondsSince(started));
      if (span.isRecording()) {
        span.addEvent('feature_flag.evaluation', eventOf(call, key, resolution));
      }
      return resolution;
    });
  }

  /** Flags in one call, which has no event for each: that is what exposures are for. */
  many(
    call: EvaluationCall,
    keys: readonly string[],
    evaluate: (key: string) => Resolution,
  ): Resolution[] {
    return inSpan(call, keys.length, () => {
      const started = performance.now();
      const resolutions = keys.map(evaluate);
      this.metrics.evaluatedMany(call.environment, resolutions, secondsSince(started));
      return resolutions;
    });
  }
}

function inSpan<T>({ environment }: EvaluationCall, flags: number, work: (span: Span) => T): T {
  const attributes = { 'halyard.environment': environment, 'halyard.flags': flags };
  return trace.getTracer(TRACER).startActiveSpan('flag.evaluate', { attributes }, (span) => {
    try {
      return work(span);
    } finally {
      span.end();
    }
  });
}

/**
 * The event as OpenTelemetry's semantic conventions have it:
 * https://opentelemetry.io/docs/specs/semconv/feature-flags/feature-flags-events/
 * The variant says what was served; the value, which may be private, stays out.
 */
function eventOf(call: EvaluationCall, key: string, resolution: Resolution): Attributes {
  const { variant, reason, errorCode } = resolution;
  return {
    'feature_flag.key': key,
    'feature_flag.provider.name': PROVIDER,
    'feature_flag.set.id': call.environment,
    'feature_flag.version': String(call.version),
    'feature_flag.result.reason': reason.toLowerCase(),
    ...(variant !== undefined && { 'feature_flag.result.variant': variant }),
    ...(call.targetingKey !== undefined && { 'feature_flag.context.id': call.targetingKey }),
    ...(errorCode !== undefined && { 'error.type': errorCode.toLowerCase() }),
  };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1_000;
}
