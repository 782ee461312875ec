import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LIMITS } from '@halyard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.ts';
import type { Env } from './config/env.ts';
import { letBrowsersIn } from './access/cors.ts';
import type { LogDestination } from './config/logger.ts';
import { exposeOfrepHeaders } from './ofrep/expose-headers.ts';
import { OfrepFilter } from './ofrep/ofrep.filter.ts';
import { serveOpenApi } from './openapi/openapi.ts';
import { Metrics } from './telemetry/metrics.ts';
import { requestIdOf } from './telemetry/request-id.ts';
import { observeRequests } from './telemetry/requests.ts';

/**
 * Builds the API, ready to listen. It logs to standard output, or to `logs`; several in one process log
 * where the first one does.
 */
export async function createApp(env: Env, logs?: LogDestination): Promise<NestFastifyApplication> {
  const filter = new OfrepFilter();
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytes,
    genReqId: requestIdOf,
    forceCloseConnections: true,
    trustProxy: env.HALYARD_TRUSTED_PROXIES.length > 0 && [...env.HALYARD_TRUSTED_PROXIES],
    // A person's subject and a user's targeting key stand in a URL, percent-encoded.
    routerOptions: { maxParamLength: 4_096 },
    // A path that is none fails before there is a route.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      filter.render(error, request, reply);
    },
    // The DTOs say what a body may hold: a JSON value may have any key, `__proto__` too.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
  });
  takeFiles(adapter);
  observeRequests(adapter.getInstance(), (request) => app.get(Metrics).requested(request));
  exposeOfrepHeaders(adapter);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(env, logs), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  await letBrowsersIn(app);
  serveOpenApi(app);
  return app;
}

/** A segment's members come as a file, which may be larger than a JSON body. */
function takeFiles(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  const options = { parseAs: 'string', bodyLimit: LIMITS.uploadBytes } as const;
  fastify.addContentTypeParser('text/plain', options, (_, text, done) => {
    done(null, text);
  });
}
