import { RequestMethod } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { Params } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { withoutSecrets } from '../telemetry/redact.ts';
import type { Env } from './env.ts';

/** Where log lines go. */
export interface LogDestination {
  write(line: string): void;
}

/** The headers that say something to who reads a log; the others stay out of it. */
const HEADERS = ['user-agent', 'host', 'content-type', 'content-length'] as const;

/**
 * JSON lines with the request's id, and its trace's where there is one; never a body, a token, a
 * cookie or a key. They go to standard output, or to `destination`.
 */
export function loggerOptions(env: Env, destination?: LogDestination): Params {
  const options = {
    level: env.HALYARD_LOG_LEVEL,
    hooks: { streamWrite: withoutSecrets },
    serializers: { req: toRequestFields, res: toResponseFields },
    // The serializers take Node's own request and response.
    wrapSerializers: false,
    customProps: traceFields,
    // Health checks and scrapes come every few seconds and say nothing.
    autoLogging: { ignore: (request: Asked) => /^\/(health|metrics)/.test(pathOf(request)) },
  };
  return {
    pinoHttp: destination === undefined ? options : [options, destination],
    // nestjs-pino's own default matches no path on Fastify, and no request would have a line.
    forRoutes: [{ path: '*splat', method: RequestMethod.ALL }],
  };
}

/** Nest's middlewares see a part of the path as `url`. */
type Asked = IncomingMessage & { readonly originalUrl?: string };

function pathOf({ url = '', originalUrl = url }: Asked): string {
  return originalUrl;
}

function toRequestFields(request: Asked & { readonly id?: unknown }) {
  const { id, method, headers, socket } = request;
  const shown = HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
  const from = { remoteAddress: socket.remoteAddress, remotePort: socket.remotePort };
  return { id, method, url: pathOf(request), headers: Object.fromEntries(shown), ...from };
}

function toResponseFields({ statusCode }: ServerResponse) {
  return { statusCode };
}

function traceFields(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { traceId: span.traceId };
}
