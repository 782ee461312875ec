import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Question {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly tenantSlug?: string;
    readonly keys?: string[];
    readonly context?: Record<string, unknown>;
  };
}

export interface Post {
  readonly id: string;
  readonly counts: { flag: string; variant: string; tenant: string | null; minute: string }[];
}

type Answer = (question: Question, response: ServerResponse) => unknown;

/** The platform API as far as this package knows it, over HTTP. It can be taken away. */
export async function aFlagsServer() {
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const api = {
    url: `http://127.0.0.1:${port}`,
    isUp: true,
    version: 1,
    stale: false,
    tenant: 'acme' as string | null,
    flags: {} as Record<string, unknown>,
    questions: [] as Question[],
    /** Headers of each request for the stream. */
    followers: [] as IncomingHttpHeaders[],
    posts: [] as Post[],
    /** Answers another way than with the flags, for as long as it is set. */
    answer: undefined as Answer | undefined,
    /** The status that exposures get. */
    exposuresStatus: 200,
    /** How many streams are open. */
    get open(): number {
      return streams.size;
    },
    /** Says what the stream says of a new version. */
    announce(version?: number): void {
      write(messageOf(version ?? api.version));
    },
    beat(): void {
      write('event: heartbeat\ndata: {}\n\n');
    },
    breakStreams(): void {
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    /** What is asked for from now on meets nobody, and what is open breaks. */
    goAway(): void {
      api.isUp = false;
      api.breakStreams();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };

  function write(event: string) {
    for (const stream of streams) stream.write(event);
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? '';
    if (!api.isUp) return request.socket.destroy();
    if (path.startsWith('/api/flags/stream')) return follow(request, response);
    const body = JSON.parse(await text(request)) as never;
    if (path === '/api/flags/exposures') {
      const id = `${request.headers['idempotency-key']}`;
      api.posts.push({ id, ...(body as object) } as Post);
      return void response.writeHead(api.exposuresStatus).end('{}');
    }
    const question = { path, headers: request.headers, body };
    api.questions.push(question);
    if (api.answer) return api.answer(question, response);
    json(response, answerOf(question));
  }

  function answerOf({ path }: Question) {
    const { flags, stale, tenant, version } = api;
    const results = Object.entries(flags).map(([key, value]) => [key, resolution(value)]);
    return {
      ...{ environment: 'prod', tenant, version, stale, flags },
      ...(path.endsWith('?details=true') && { results: Object.fromEntries(results) }),
    };
  }

  function follow(request: IncomingMessage, response: ServerResponse) {
    api.followers.push(request.headers);
    streams.add(response);
    request.socket.once('close', () => streams.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`retry: 10\n\n${messageOf(api.version)}`);
  }

  return api;
}

export type FlagsServer = Awaited<ReturnType<typeof aFlagsServer>>;

export function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function messageOf(version: number): string {
  const etag = `prod:${version}`;
  const data = { type: 'refetchEvaluation', etag, environment: 'prod', version };
  return `id: ${etag}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Boolean flags have the variants "on" and "off"; a text is its own variant. */
function resolution(value: unknown) {
  const variant = value === true ? 'on' : value === false ? 'off' : `${value}`;
  return { value, variant, reason: 'STATIC' };
}
