import type { Params } from 'nestjs-pino';
import type { Env } from './env.ts';

/** JSON lines with the request's id; never a token, a cookie or a key. */
export function loggerOptions(env: Env): Params {
  return {
    pinoHttp: {
      level: env.HALYARD_LOG_LEVEL,
      redact: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-api-key"]'],
      // Health checks come every few seconds and say nothing.
      autoLogging: { ignore: ({ url = '' }) => url.startsWith('/health') },
    },
  };
}
