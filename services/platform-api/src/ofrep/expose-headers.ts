import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** Lets a page read what OFREP's clients need, on failures too: they are made before any controller. */
export function exposeOfrepHeaders(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onSend', (request, reply, payload, done) => {
    const name = 'access-control-expose-headers';
    if (request.url.startsWith('/ofrep/') && !reply.hasHeader(name)) {
      void reply.header(name, 'ETag, Retry-After');
    }
    done(null, payload);
  });
}
