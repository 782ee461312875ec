import cors from '@fastify/cors';
import type { FastifyCorsOptions } from '@fastify/cors';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SdkKeyRing } from '../sdk-keys/sdk-key-ring.ts';

/** Where applications ask. Administration is never open to another origin. */
const FOR_APPLICATIONS = /^\/(ofrep\/|api\/flags\/)/;

const OPEN: FastifyCorsOptions = {
  methods: ['GET', 'POST'],
  allowedHeaders: [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'If-None-Match',
    'Last-Event-ID',
    'X-API-Key',
    'X-Min-Ruleset-Version',
  ],
  exposedHeaders: ['ETag', 'Retry-After', 'X-Ruleset-Version'],
  maxAge: 600,
};

/** Cross-origin calls: closed, but for the origins that a key names. Which key, the guard looks at. */
export async function letBrowsersIn(app: NestFastifyApplication): Promise<void> {
  const ring = app.get(SdkKeyRing);
  await app.register(cors, {
    delegator: ({ url, headers: { origin = '' } }, done) => {
      const isOpen = FOR_APPLICATIONS.test(url) && ring.isNamed(origin);
      done(null, isOpen ? { ...OPEN, origin: [origin] } : { origin: false });
    },
  });
}
