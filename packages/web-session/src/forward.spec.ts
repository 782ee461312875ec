import { headersDownstream, headersUpstream, upstreamUrl } from './forward.ts';

describe('a request on its way to the API', () => {
  it.each([
    ['idempotency-key', 'k-1'],
    ['if-match', '"7"'],
    ['if-none-match', '"7"'],
    ['last-event-id', '42'],
    ['x-min-ruleset-version', '42'],
    ['content-type', 'application/json'],
    ['accept', 'text/event-stream'],
    ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ])('keeps %s', (name, value) => {
    expect(headersUpstream({ [name]: value }).get(name)).toBe(value);
  });

  it.each([
    'authorization',
    'cookie',
    'host',
    'connection',
    'transfer-encoding',
    'upgrade',
    'content-length',
  ])('loses %s', (name) => {
    expect(headersUpstream({ [name]: 'x' }).get(name)).toBeNull();
  });

  it('loses what Connection declares to be its own', () => {
    const headers = headersUpstream({ connection: 'close, X-Mine', 'x-mine': '1' });
    expect(headers.get('x-mine')).toBeNull();
  });
});

it('an answer keeps its headers, and neither sets cookies nor describes its old encoding', () => {
  const answer = new Headers({
    'content-type': 'application/json',
    etag: '"7"',
    'x-ruleset-version': '42',
    'retry-after': '1',
    'set-cookie': 'a=b',
    'content-encoding': 'gzip',
    'content-length': '12',
    connection: 'keep-alive',
  });
  expect([...headersDownstream(answer).keys()]).toEqual([
    'content-type',
    'etag',
    'retry-after',
    'x-ruleset-version',
  ]);
});

describe('the address at the API', () => {
  it('is the same path with the same query', () => {
    const url = upstreamUrl('http://localhost:4100', '/api/admin/flags?q=a%20b');
    expect(url?.href).toBe('http://localhost:4100/api/admin/flags?q=a%20b');
  });

  it('is below the path at which the API is mounted', () => {
    const url = upstreamUrl('https://flags.example/base', '/api/flags');
    expect(url?.href).toBe('https://flags.example/base/api/flags');
  });

  it.each([
    '/api/../metrics',
    '/api/%2e%2e/metrics',
    '/api/..\\metrics',
    '/api',
    '/apiary/x',
    '.evil.example/api/x',
    '@evil.example/api/x',
  ])('is nowhere for %s', (path) => {
    expect(upstreamUrl('http://localhost:4100', path)).toBeUndefined();
    expect(upstreamUrl('https://flags.example/base', path)).toBeUndefined();
  });
});
