import { OFREP_ERROR_CODES } from '@halyard/contracts';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { fastify } from 'fastify';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { OfrepFilter } from './ofrep.filter.ts';

const PATH = '/ofrep/v1/evaluate/flags';

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await startApi();
  token = await api.identity.issueToken('shahin');
});
afterAll(() => api.close());

interface Failure {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { key?: string; errorCode?: string; errorDetails?: string; flags?: unknown };
}

async function send(path: string, text: string | undefined, headers = {}): Promise<Failure> {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: text,
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    body: JSON.parse(answer) as Failure['body'],
  };
}

/** The protocol's own failure, its key said again where there was one, and nothing that is ours alone. */
function expectFailure({ status, headers, text, body }: Failure, path: string): void {
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(OFREP_ERROR_CODES).toContain(body.errorCode);
  expect(body.errorDetails).toEqual(expect.stringMatching(/./));
  expect('key' in body).toBe(path !== PATH);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/stack|node_modules|mongo|\.ts\b|FST_|urn:halyard|requestId/i);
}

const manyKeys = (count: number) =>
  JSON.stringify({
    context: Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])),
  });

const BODIES: [string, string | undefined, string][] = [
  ['no body', undefined, 'PARSE_ERROR'],
  ['an empty body', '', 'PARSE_ERROR'],
  ['what is not JSON', '{"context": {', 'PARSE_ERROR'],
  ['a list', '[]', 'PARSE_ERROR'],
  ['null', 'null', 'PARSE_ERROR'],
  ['a text', '"context"', 'PARSE_ERROR'],
  ['a field that there is not', '{"contxt": {}}', 'PARSE_ERROR'],
  ['a context that is a text', '{"context": "me"}', 'INVALID_CONTEXT'],
  ['a context that is a number', '{"context": 5}', 'INVALID_CONTEXT'],
  ['a context that is a list', '{"context": []}', 'INVALID_CONTEXT'],
  ['a context that is null', '{"context": null}', 'INVALID_CONTEXT'],
  ['a targeting key that is a number', '{"context": {"targetingKey": 5}}', 'INVALID_CONTEXT'],
  ['a targeting key that is null', '{"context": {"targetingKey": null}}', 'INVALID_CONTEXT'],
  ['half a character', '{"context": {"name": "\\ud800"}}', 'INVALID_CONTEXT'],
  [
    'a context nested without end',
    `{"context": {"a": ${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
    'PARSE_ERROR',
  ],
  ['a tenant that does not exist', '{"context": {"tenant": "nobody"}}', 'INVALID_CONTEXT'],
  ['a context of 10 MB', `{"context": {"a": "${'x'.repeat(10_000_000)}"}}`, 'PARSE_ERROR'],
  ['a context of a hundred KB', `{"context": {"a": "${'x'.repeat(100_000)}"}}`, 'INVALID_CONTEXT'],
  ['a context with a million keys', manyKeys(1_000_000), 'PARSE_ERROR'],
  ['a context with fifty thousand keys', manyKeys(50_000), 'INVALID_CONTEXT'],
];

describe.each([PATH, `${PATH}/gdpr_export`])('%s', (path) => {
  it.each(BODIES)('refuses %s', async (_, text, errorCode) => {
    const failure = await send(path, text);
    expectFailure(failure, path);
    expect([failure.status, failure.body.errorCode]).toEqual([400, errorCode]);
    expect(failure.headers.get('access-control-expose-headers')).toBe('ETag, Retry-After');
  });

  it('takes JSON alone', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'nonsense']) {
      const failure = await send(path, '{"context": {}}', { 'content-type': type });
      expectFailure(failure, path);
      expect(failure.body.errorCode).toBe('PARSE_ERROR');
    }
  });

  it('is closed to those without a valid token, and says no more', async () => {
    for (const authorization of ['', 'Bearer nonsense', `Bearer ${token}x`, 'Basic YTpi']) {
      const failure = await send(path, '{"context": {}}', { authorization });
      expectFailure(failure, path);
      expect([failure.status, failure.body.errorCode]).toEqual([401, 'GENERAL']);
    }
  });

  it('is closed to those who may not evaluate', async () => {
    const authorization = `Bearer ${await api.identity.issueToken('toni')}`;
    const failure = await send(path, '{"context": {}}', { authorization });
    expectFailure(failure, path);
    expect([failure.status, failure.body.errorCode]).toEqual([403, 'GENERAL']);
  });

  it('answers whatever is sent in the protocol’s own form, and never breaks', async () => {
    const body = fc.oneof(
      fc.string(),
      fc.json({ maxDepth: 6 }),
      fc.jsonValue().map((context) => JSON.stringify({ context })),
      fc
        .dictionary(
          fc.oneof(
            fc.constantFrom('targetingKey', 'tenant', '__proto__', 'constructor'),
            fc.string(),
          ),
          fc.oneof(fc.jsonValue(), fc.constantFrom('loomi', 'nobody', 'platform')),
        )
        .map((context) => JSON.stringify({ context })),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const answer = await send(path, text);
        if (answer.status !== 200) expectFailure(answer, path);
        else expect(answer.body).toHaveProperty(path === PATH ? 'flags' : 'value');
      }),
      { numRuns: 300 },
    );
  });
});

it('answers any key in the protocol’s own form', async () => {
  const keys = fc.oneof(
    fc.string({ minLength: 1 }).map(encodeURIComponent),
    fc.constantFrom('a/b', '..%2f..', '%00', 'constructor', '__proto__', 'x'.repeat(5_000), '%zz'),
  );
  await fc.assert(
    fc.asyncProperty(keys, async (key) => {
      fc.pre(!['.', '..', ''].includes(decodeURIComponent(key.replace('%zz', ''))));
      const path = `${PATH}/${key}`;
      const failure = await send(path, '{"context": {}}');
      expectFailure(failure, path);
      expect(['FLAG_NOT_FOUND', 'PARSE_ERROR']).toContain(failure.body.errorCode);
    }),
    { numRuns: 200, examples: [['a/b'], ['%zz'], ['__proto__'], ['x'.repeat(5_000)]] },
  );
});

it('says nothing of what breaks inside', async () => {
  Logger.overrideLogger(false);
  const filter = new OfrepFilter();
  const server = fastify();
  server.setErrorHandler((error, request, reply) => {
    filter.render(error, request, reply);
  });
  server.post(`${PATH}/:key`, () => {
    throw new Error('mongodb://root:secret@db.internal');
  });
  const answer = await server.inject({ method: 'POST', url: `${PATH}/gdpr_export` });
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual({
    key: 'gdpr_export',
    errorCode: 'GENERAL',
    errorDetails: 'Something went wrong on our side',
  });
  await server.close();
});
