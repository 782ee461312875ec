import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ExposureCount } from '../src/exposures.ts';
import { aSigningKey, aStatement, signed, type SigningKey, type Statement } from './signing.ts';

export const KEY = `hlk_server_${'k'.repeat(43)}`;

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Handler = (request: Received, response: ServerResponse) => void;

/** The part of the API that a server key sees, as its contract has it; and what can go wrong with it. */
export class FlagServer {
  key = KEY;
  /** The one that signs, and then those that are published beside it. */
  signingKeys: readonly [SigningKey, ...SigningKey[]] = [aSigningKey('first')];
  statement = aStatement();
  /** Sent in place of the signed statement. */
  forged: string | undefined;
  /** The milliseconds that a stream's client is told to wait before it comes back. */
  retry = 10;
  heartbeat = 50;
  /** Answers instead of the server, where it gives a status; with headers if need be. */
  refuses: (request: Received) => readonly [number, Record<string, string>?] | undefined = () =>
    undefined;
  /** Called before a request is dealt with: it can be held up or lost here. */
  beforeAnswer: (request: Received, response: ServerResponse) => void | Promise<void> = () =>
    undefined;

  /** Asked when exposures have been counted: whether the answer that says so never arrives. */
  losesAnswer: () => boolean = () => false;

  readonly received: Received[] = [];
  readonly counts: ExposureCount[] = [];
  readonly streams = new Set<ServerResponse>();
  readonly #idempotencyKeys = new Map<string, string>();
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get jwks() {
    return { keys: this.signingKeys.map(({ jwk }) => jwk) };
  }

  get jws(): string {
    return this.forged ?? signed(this.statement, this.signingKeys[0]);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) =>
      this.#server.listen(this.#port, '127.0.0.1', () => resolve()),
    );
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Makes the next version, and tells those who follow the stream. */
  publish(parts: Partial<Statement> = {}): void {
    this.forged = undefined;
    const version = this.statement.version + 1;
    this.statement = aStatement({ ...this.statement, issuedAt: isoNow(), version, ...parts });
    this.announce();
  }

  /** Signs the same version anew. */
  sign(parts: Partial<Pick<Statement, 'notAfter'>> = {}): void {
    this.statement = { ...this.statement, issuedAt: isoNow(), ...parts };
  }

  announce(): void {
    for (const stream of this.streams) stream.write(this.#event());
  }

  endStreams(): void {
    for (const stream of this.streams) stream.end();
  }

  /** Resolves when a request that was made after this call has been received. */
  async roundTrip(): Promise<void> {
    await fetch(new URL('/round-trip', this.url));
  }

  requests(path: string): readonly Received[] {
    return this.received.filter((request) => request.path === path);
  }

  readonly #routes: Readonly<Record<string, Handler>> = {
    '/api/flags/ruleset': (request, response) => {
      const jws = this.jws;
      const etag = `"${createHash('sha256').update(jws).digest('base64url')}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      const head = { 'content-type': 'application/jose', 'content-encoding': 'gzip', etag };
      response.writeHead(200, head).end(gzipSync(jws));
    },
    '/.well-known/jwks.json': (_, response) => sendJson(response, this.jwks),
    '/api/flags/stream': ({ headers }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`retry: ${this.retry}\n\n`);
      if (headers['last-event-id'] !== this.#eventId) response.write(this.#event());
      const beat = setInterval(
        () => response.write('event: heartbeat\ndata: {}\n\n'),
        this.heartbeat,
      );
      this.streams.add(response);
      response.on('close', () => {
        clearInterval(beat);
        this.streams.delete(response);
      });
    },
    '/api/flags/exposures': ({ headers, body }, response) => {
      const { counts } = JSON.parse(body) as { counts: ExposureCount[] };
      const key = String(headers['idempotency-key']);
      const before = this.#idempotencyKeys.get(key);
      if (before !== undefined && before !== body) return void response.writeHead(422).end();
      if (counts.length > 1_000) return void response.writeHead(400).end();
      if (before === undefined) this.counts.push(...counts);
      this.#idempotencyKeys.set(key, body);
      if (this.losesAnswer()) response.destroy();
      else sendJson(response, { accepted: counts.length });
    },
  };

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.url).pathname;
    const received = { path, headers: request.headers, body: await bodyOf(request) };
    this.received.push(received);
    const isPublic = path.startsWith('/.well-known/');
    const isKnown = request.headers.authorization === `Bearer ${this.key}`;
    const [status, headers] = this.refuses(received) ?? (isPublic || isKnown ? [] : [401]);
    await this.beforeAnswer(received, response);
    if (response.destroyed) return;
    const route = this.#routes[path];
    if (status !== undefined) response.writeHead(status, headers).end();
    else if (route === undefined) response.writeHead(404).end();
    else route(received, response);
  }

  get #eventId(): string {
    return `${this.statement.environment}:${this.statement.version}`;
  }

  #event(): string {
    const { environment, version } = this.statement;
    const id = this.#eventId;
    const data = { type: 'refetchEvaluation', etag: id, environment, version };
    return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}

function isoNow(): string {
  return new Date().toISOString();
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
