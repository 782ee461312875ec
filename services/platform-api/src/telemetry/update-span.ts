import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import type { Change } from '@halyard/contracts';
import { DomainError } from '../common/domain-error.ts';
import { TRACER } from './names.ts';

/** Makes a change under a span `flag.update`, which records what refuses it. */
export function underUpdateSpan<T>(change: Change, work: (span: Span) => Promise<T>): Promise<T> {
  const attributes = attributesOf(change);
  return trace.getTracer(TRACER).startActiveSpan('flag.update', { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      recordError(span, error as Error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Says which ruleset versions a change made, as its audit entry does. */
export function tellVersions(span: Span, versions: Readonly<Record<string, number>>): void {
  const made = Object.entries(versions).map(
    ([environment, version]) => `${environment}=${version}`,
  );
  span.setAttribute('halyard.versions', made);
}

function recordError(span: Span, error: Error): void {
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  span.setAttribute('error.type', error instanceof DomainError ? error.code : error.name);
}

function attributesOf(change: Change): Attributes {
  const environment = 'environment' in change ? change.environment : undefined;
  const flag = flagOf(change);
  return {
    'halyard.action': change.action,
    ...(environment !== undefined && { 'halyard.environment': environment }),
    ...(flag !== undefined && { 'feature_flag.key': flag }),
  };
}

function flagOf(change: Change): string | undefined {
  if ('flag' in change) return change.flag;
  return change.action.startsWith('flag.') && 'key' in change ? change.key : undefined;
}
