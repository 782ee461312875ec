import { Logger } from '@nestjs/common';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { captureLog } from '../../test/log.ts';
import { startOtlpReceiver } from '../../test/otlp-receiver.ts';
import type { OtlpReceiver } from '../../test/otlp-receiver.ts';
import { until } from '../../test/until.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const SECRET = 'Sb4xTq0oYw3kJ9mZr7eVh2nL5dGcA8fPuK1iB6sXtQE';

const log = captureLog();
let receiver: OtlpReceiver;
let api: TestApi;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const own = { HALYARD_LOG_LEVEL: 'debug', OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  api = await startApi(undefined, own, log);
});
afterAll(async () => {
  await api.close();
  await receiver.close();
});

interface RequestLine {
  readonly req: { readonly id: string; readonly method: string; readonly url: string };
  readonly res?: { readonly statusCode: number };
  readonly traceId?: string;
  readonly responseTime?: number;
}

/** The line that tells of a request's end. */
async function lineOf(requestId: string): Promise<RequestLine> {
  const found = () =>
    (log.lines as unknown as RequestLine[]).find(
      ({ req, res }) => req?.id === requestId && res !== undefined,
    );
  await until(() => found() !== undefined);
  return found() as RequestLine;
}

const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(`${api.url}${path}`, { ...init, headers });

describe('a request', () => {
  it('is told of in a line with its id, which is in its answer too', async () => {
    const { headers, body } = await api.as('shahin').get<object>('/api/admin/flags?limit=1');
    expect(body).toHaveProperty('items');
    const id = headers.get('x-request-id') ?? '';
    expect(id).toMatch(UUID);
    expect(await lineOf(id)).toMatchObject({
      req: { id, method: 'GET', url: '/api/admin/flags?limit=1' },
      res: { statusCode: 200 },
      responseTime: expect.any(Number),
    });
  });

  it('keeps the id that its caller gave it, in the answer, the log and the problem', async () => {
    const id = 'Root=1-67891233-abcdef012345678912345678';
    const response = await ask('/api/flags/eval?key=a', { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).toBe(id);
    expect(await response.json()).toMatchObject({ status: 401, requestId: id });
    expect((await lineOf(id)).res).toEqual({ statusCode: 401 });
  });

  it.each(['', ' ', 'a b', 'x'.repeat(129), '"},{"', 'é'])(
    'gets an id of ours instead of %j',
    async (sent) => {
      const { headers } = await ask('/health/live', { 'x-request-id': sent });
      expect(headers.get('x-request-id')).toMatch(UUID);
    },
  );

  it('has its trace’s id in its line, whoever began the trace', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const theirs = await ask('/api/admin/flags', { traceparent });
    const ours = await ask('/api/admin/flags');
    const idOf = ({ headers }: Response) => headers.get('x-request-id') ?? '';
    expect((await lineOf(idOf(theirs))).traceId).toBe(traceId);
    expect((await lineOf(idOf(ours))).traceId).toMatch(/^[\da-f]{32}$/);
  });

  it('is not told of when it is a health check or a scrape', async () => {
    const paths = ['/health/live', '/health/ready', '/metrics'];
    await Promise.all(paths.map((path) => ask(path)));
    const last = await ask('/api/admin/flags');
    await lineOf(last.headers.get('x-request-id') ?? '');
    expect(log.text).not.toMatch(/"url":"\/(health|metrics)/);
  });
});

describe('the log', () => {
  it('holds no secret that a request carries, in a header, its address or its body', async () => {
    const jwt = await api.identity.issueToken('shahin');
    const key = `hlk_server_${SECRET}`;
    const asked = [
      ask('/api/admin/flags', { authorization: `Bearer ${jwt}` }),
      ask('/api/admin/flags', { authorization: `Bearer ${key}` }),
      ask('/api/admin/flags', { authorization: `Basic ${SECRET}` }),
      ask('/api/admin/flags', { 'x-api-key': key, cookie: `session=${SECRET}` }),
      ask('/api/admin/flags', {
        'x-forwarded-access-token': SECRET,
        'proxy-authorization': SECRET,
      }),
      ask(`/api/flags/stream?ticket=${SECRET}`),
      ask(`/api/flags/stream?environment=staging&access_token=${jwt}`),
      ask(`/api/flags/stream?key=${key}`),
      ask(`/api/flags/stream?key=${key.replaceAll('_', '%5F')}`),
      ask(`/api/sdk-keys/hlk_client_${SECRET}`),
      ask(
        '/api/flags/evaluate',
        { authorization: `Bearer ${jwt}`, 'content-type': 'application/json' },
        {
          method: 'POST',
          body: JSON.stringify({ keys: ['a'], context: { password: SECRET } }),
        },
      ),
      ask(
        '/api/flags/evaluate',
        { authorization: `Bearer ${jwt}`, 'content-type': 'application/json' },
        {
          method: 'POST',
          body: `{"secret": "${SECRET}`,
        },
      ),
    ];
    const ids = (await Promise.all(asked)).map(({ headers }) => headers.get('x-request-id') ?? '');
    await Promise.all(ids.map(lineOf));
    expect(log.text).not.toContain(SECRET);
    expect(log.text).not.toContain(jwt.slice(-40));
    expect(log.text).toContain('/api/flags/stream?ticket=[redacted]');
    expect(log.text).toContain('hlk_client_[redacted]');
  });

  it('holds no secret that our own lines carry, and stays JSON', () => {
    const logger = new Logger('Spec');
    const headers = {
      Authorization: `Token ${SECRET}`,
      cookie: `a="${SECRET}"`,
      'set-cookie': [SECRET],
    };
    logger.warn({ headers });
    logger.error(new Error(`Refused hlk_server_${SECRET}`));
    logger.warn(`Cannot reach mongodb://halyard:${SECRET}@db:27017/?replicaSet=rs0`);
    logger.warn({ nested: { url: `https://halyard.example/stream?a=b&ticket=${SECRET}#top` } });
    expect(log.text).not.toContain(SECRET);
    expect(log.lines.filter(({ context }) => context === 'Spec')).toHaveLength(4);
    expect(log.text).toContain('mongodb://[redacted]@db:27017');
    expect(log.text).toContain('?a=b&ticket=[redacted]#top');
  });
});
