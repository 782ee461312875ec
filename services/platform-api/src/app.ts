import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LIMITS } from '@halyard/contracts';
import { Logger } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.ts';
import type { Env } from './config/env.ts';
import { letBrowsersIn } from './access/cors.ts';
import { serveOpenApi } from './openapi/openapi.ts';

/** Builds the API, ready to listen. */
export async function createApp(env: Env): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytes,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    trustProxy: env.HALYARD_TRUSTED_PROXIES.length > 0 && [...env.HALYARD_TRUSTED_PROXIES],
    // A person's subject and a user's targeting key stand in a URL, percent-encoded.
    routerOptions: { maxParamLength: 4_096 },
    // The DTOs say what a body may hold: a JSON value may have any key, `__proto__` too.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
  });
  takeFiles(adapter);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(env), adapter, {
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
