import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { SERVICE } from './names.ts';

/** With all tries, for a batch: a shutdown waits for the last one. */
const TIMEOUT_MS = 3_000;

export interface Exporting {
  /** Sends what is left, and ends. */
  stop(): Promise<void>;
}

/**
 * Sends this process's spans to `<endpoint>/v1/traces` as OTLP over HTTP, in JSON. A caller that
 * decided not to sample is followed. The SDK reads its own variables for the rest, such as
 * OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and OTEL_EXPORTER_OTLP_HEADERS.
 * OpenTelemetry's API is global: of several in one process the first has the spans of all.
 */
export function exportTraces(endpoint: string, warn: (message: string) => void): Exporting {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: TIMEOUT_MS });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': SERVICE }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  if (!trace.setGlobalTracerProvider(provider)) return { stop: () => provider.shutdown() };
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  tellOfTrouble(warn);
  return {
    stop: async () => {
      await provider.shutdown().catch((error: unknown) => warn(String(error)));
      for (const api of [trace, context, propagation, diag]) api.disable();
    },
  };
}

/** An endpoint that does not answer shows in our own log, and nowhere else. */
function tellOfTrouble(warn: (message: string) => void): void {
  const ignore = () => undefined;
  const logger = { error: warn, warn, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN });
}
