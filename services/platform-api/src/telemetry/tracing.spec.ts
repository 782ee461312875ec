import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expectProblem, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { captureLog } from '../../test/log.ts';
import { startOtlpReceiver } from '../../test/otlp-receiver.ts';
import type { OtlpReceiver, ReceivedSpan } from '../../test/otlp-receiver.ts';

const SERVER = 2;
const ERROR = 2;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const traceparent = `00-${TRACE}-${PARENT}-01`;

/** Of every replica in this process: they share a logger. */
const log = captureLog();
let api: TestApi;
let receiver: OtlpReceiver;
beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_LOG_LEVEL: 'warn' }, log);
  receiver = await startOtlpReceiver();
});
afterAll(async () => {
  await api.close();
  await receiver.close();
});

/** The spans of what is asked of a replica that sends them, all of them: it has shut down. */
async function traced(work: (replica: TestApi) => Promise<unknown>): Promise<ReceivedSpan[]> {
  const before = receiver.spans.length;
  const replica = await startApi(api, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  await work(replica);
  await replica.close();
  return receiver.spans.slice(before).filter((span) => !isSeed(span));
}

/** What each start seeds are changes too, which nobody asked for. */
function isSeed({ name, parentSpanId }: ReceivedSpan): boolean {
  return name === 'flag.update' && parentSpanId === undefined;
}

/** The one span with this name. */
function only(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name);
  expect(found).toHaveLength(1);
  return found[0] as ReceivedSpan;
}

describe('with an endpoint', () => {
  it('sends a span of an evaluation, with the event of the semantic conventions', async () => {
    const shahin = api.as('shahin');
    const { body: flag } = await shahin.createFlag('traced', {
      environments: { staging: { state: 'on' } },
    });
    const spans = await traced((replica) =>
      replica.as('shahin').get(`/api/flags/eval?key=${flag.key}&user=u-1`),
    );
    const request = only(spans, 'GET /api/flags/eval');
    const evaluation = only(spans, 'flag.evaluate');
    expect(evaluation.parentSpanId).toBe(request.spanId);
    expect(evaluation.attributes).toEqual({ 'halyard.environment': 'staging', 'halyard.flags': 1 });
    expect(evaluation.events).toEqual([
      {
        name: 'feature_flag.evaluation',
        attributes: {
          'feature_flag.key': 'traced',
          'feature_flag.provider.name': 'halyard',
          'feature_flag.set.id': 'staging',
          'feature_flag.version': expect.stringMatching(/^\d+$/),
          'feature_flag.result.reason': 'static',
          'feature_flag.result.variant': 'on',
          'feature_flag.context.id': 'u-1',
        },
      },
    ]);
    expect(evaluation.resource).toMatchObject({ 'service.name': 'halyard-platform-api' });
  });

  it('says what went wrong with an evaluation', async () => {
    const spans = await traced((replica) =>
      replica.as('shahin').get('/api/flags/eval?key=no_such_flag'),
    );
    const [event] = only(spans, 'flag.evaluate').events;
    expect(event?.attributes).toMatchObject({
      'feature_flag.key': 'no_such_flag',
      'feature_flag.result.reason': 'error',
      'error.type': 'flag_not_found',
    });
    expect(event?.attributes).not.toHaveProperty('feature_flag.result.variant');
  });

  it('sends one span of a call for many flags, and no event for each', async () => {
    const spans = await traced((replica) =>
      replica
        .as('user@98chimp')
        .post('/api/flags/evaluate', { keys: ['traced', 'new_billing_v2'] }),
    );
    const evaluation = only(spans, 'flag.evaluate');
    expect(evaluation.attributes).toMatchObject({ 'halyard.flags': 2 });
    expect(evaluation.events).toEqual([]);
    expect(evaluation.parentSpanId).toBe(only(spans, 'POST /api/flags/evaluate').spanId);
  });

  it('continues the trace of a caller, past a body that has to be read', async () => {
    const spans = await traced((replica) =>
      replica.as('shahin').call('POST', '/api/admin/flags', { key: 'traced_too' }, { traceparent }),
    );
    const request = only(spans, 'POST /api/admin/flags');
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, kind: SERVER });
    expect(request.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/api/admin/flags',
      'http.response.status_code': 201,
    });
    const update = only(spans, 'flag.update');
    expect(update).toMatchObject({ traceId: TRACE, parentSpanId: request.spanId });
    expect(update.attributes).toMatchObject({
      'halyard.action': 'flag.create',
      'feature_flag.key': 'traced_too',
      'halyard.versions': expect.arrayContaining([expect.stringMatching(/^prod=\d+$/)]),
    });
  });

  it('follows a caller that decided not to sample', async () => {
    const unsampled = traceparent.replace(/01$/, '00');
    const spans = await traced((replica) =>
      replica.as('shahin').call('GET', '/api/admin/flags', undefined, { traceparent: unsampled }),
    );
    expect(spans.map(({ name }) => name)).not.toContain('GET /api/admin/flags');
  });

  it('records what refuses a change', async () => {
    const spans = await traced((replica) =>
      expectProblem(
        'approval_required',
        replica.as('shahin').configure('traced', 'prod', { state: 'on' }),
      ),
    );
    const update = only(spans, 'flag.update');
    expect(update.status.code).toBe(ERROR);
    expect(update.attributes).toMatchObject({
      'halyard.action': 'flag.configure',
      'halyard.environment': 'prod',
      'error.type': 'approval_required',
    });
    expect(update.events.map(({ name }) => name)).toEqual(['exception']);
  });

  it('says of a request its route, and neither its path nor who asked', async () => {
    const spans = await traced(async (replica) => {
      await replica.as('shahin').get('/api/admin/flags/traced?secret=hidden');
      await fetch(`${replica.url}/health/live`);
      await fetch(`${replica.url}/metrics`);
    });
    expect(spans.map(({ name }) => name)).toEqual(['GET /api/admin/flags/:key']);
    expect(JSON.stringify(spans)).not.toMatch(/hidden|shahin|flags\/traced|Bearer/);
  });

  it('starts and stops where nobody takes the spans, and says so in the log', async () => {
    const replica = await startApi(api, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect((await replica.as('shahin').get('/api/admin/flags')).status).toBe(200);
    await replica.close();
    expect(log.lines.map(({ context }) => context)).toContain('Tracing');
  });
});

describe('without an endpoint', () => {
  const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

  /** The modules of OpenTelemetry that a process of the API loads until it serves. */
  async function loaded(own: Readonly<Record<string, string>>): Promise<Set<string>> {
    const spy = `import { registerHooks } from 'node:module';
      registerHooks({ load(url, context, next) { console.error('LOADED ' + url); return next(url, context); } });`;
    const args = ['--import', `data:text/javascript,${encodeURIComponent(spy)}`, MAIN];
    const { PATH } = process.env;
    const child = spawn(process.execPath, args, { env: { PATH, ...api.variables, ...own } });
    const said = text(child.stderr);
    child.stdout.on('data', (lines: Buffer) => {
      if (lines.includes('successfully started')) child.kill('SIGTERM');
    });
    await once(child, 'exit');
    const names = (await said).matchAll(/LOADED .*\/node_modules\/(@opentelemetry\/[\w-]+)\//g);
    return new Set([...names].map(([, name = '']) => name));
  }

  it('loads no more of OpenTelemetry than its API, which does nothing by itself', async () => {
    const info = { HALYARD_LOG_LEVEL: 'info' };
    expect(await loaded(info)).toEqual(new Set(['@opentelemetry/api']));
    const sending = await loaded({ ...info, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(sending).toContain('@opentelemetry/sdk-trace');
  });

  it('sends nothing', async () => {
    const before = receiver.spans.length;
    const replica = await startApi(api);
    await replica.as('shahin').post('/api/flags/evaluate');
    await replica.close();
    expect(receiver.spans).toHaveLength(before);
  });
});
