import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ObservedRequest } from './metrics.ts';
import { TRACER } from './names.ts';

/** Asked every few seconds by machines, or open for hours: a span of it would say nothing. */
const UNTRACED = /^\/(health\/|metrics$)|\/stream$/;

/**
 * Around each request: its id in the answer, a server span that continues the caller's trace
 * (`traceparent`), and its duration. To be called before Nest adds hooks of its own, such as the logger's.
 */
export function observeRequests(
  fastify: FastifyInstance,
  requested: (request: ObservedRequest) => void,
): void {
  const contexts = new WeakMap<FastifyRequest, Context>();

  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (UNTRACED.test(routeOf(request))) return done();
    const traced = startSpan(request);
    contexts.set(request, traced);
    context.with(traced, done);
  });
  // Reading a body leaves the context that the request came in.
  fastify.addHook('preValidation', (request, _, done) => {
    context.with(contexts.get(request) ?? context.active(), done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!isStream(reply)) requested(observed(request, reply));
    endSpan(contexts.get(request), reply.statusCode);
    done();
  });
}

function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'unmatched';
}

/** The path itself stays out: people's subjects and users' keys stand in it. */
function startSpan(request: FastifyRequest): Context {
  const route = routeOf(request);
  const parent = propagation.extract(context.active(), request.headers);
  const span = trace.getTracer(TRACER).startSpan(
    `${request.method} ${route}`,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'url.scheme': request.protocol,
        'halyard.request_id': request.id,
      },
    },
    parent,
  );
  return trace.setSpan(parent, span);
}

function endSpan(traced: Context | undefined, status: number): void {
  const span = traced && trace.getSpan(traced);
  if (span === undefined) return;
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
  }
  span.end();
}

function observed(request: FastifyRequest, reply: FastifyReply): ObservedRequest {
  const { method } = request;
  const seconds = reply.elapsedTime / 1_000;
  return { method, route: routeOf(request), status: reply.statusCode, seconds };
}

/** An answer that stayed open for as long as its client listened. */
function isStream({ statusCode, request }: FastifyReply): boolean {
  return statusCode === 200 && routeOf(request).endsWith('/stream');
}
