/**
 * How soon a change is everywhere: three replicas, a thousand open streams, a flag that is flipped a
 * hundred times. Measured from the write's answer to each stream's event and to each provider's changed
 * answer. What comes before the answer counts as 0.
 *
 * Beside it, in the same run: what it takes a bare node:http server to write such an event to as many
 * streams, with nothing else to do.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OpenFeature } from '@openfeature/server-sdk';
import { HalyardProvider } from '@halyard/server-provider';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import type { Order, Report } from './listeners.ts';
import { now, percentilesOf } from './percentiles.ts';

const REPLICAS = 3;
const STREAMS = 1_000;
const FLIPS = 100;
const BETWEEN_MS = 50;
const FLAG = 'propagation_bench';

export async function propagation(): Promise<void> {
  const cluster = await startCluster(REPLICAS);
  try {
    const [writer = ''] = cluster.urls;
    await cluster.admin(writer, 'POST', '/api/admin/flags', {
      key: FLAG,
      environments: { staging: { state: 'off' } },
    });
    const { secret } = await cluster.admin<{ secret: string }>(
      writer,
      'POST',
      '/api/admin/sdk-keys',
      { kind: 'server', name: 'The benchmark', environment: 'staging' },
    );
    await measure(cluster, secret);
  } finally {
    await OpenFeature.close();
    await cluster.stop();
  }
}

async function measure(cluster: Cluster, key: string): Promise<void> {
  // All of them on one replica, and not on the one that is written to: the worst place to be.
  const [writer = '', streaming = ''] = cluster.urls;
  const listeners = await listen({ url: `${streaming}/api/flags/stream`, key, count: STREAMS });
  const providers = await Promise.all(cluster.urls.map((url, index) => provide(url, key, index)));
  const delays = { stream: [] as number[], provider: [] as number[] };
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const isOn = flip % 2 === 0;
    const events = reported(listeners);
    const changes = providers.map((changed) => changed(isOn));
    const state = isOn ? 'on' : 'off';
    await cluster.admin(writer, 'PATCH', `/api/admin/flags/${FLAG}/environments/staging`, {
      state,
    });
    const answered = now();
    const since = (at: number) => Math.max(0, at - answered);
    const report = await events;
    if (report !== 'open') delays.stream.push(...report.at.map(since));
    delays.provider.push(...(await Promise.all(changes)).map(since));
    await sleep(BETWEEN_MS);
  }
  listeners.kill();
  const bare = await bareFanOut();
  show({
    [`event on each of ${STREAMS} streams of another replica`]: delays.stream,
    [`changed answer of a provider on each of ${REPLICAS} replicas`]: delays.provider,
    [`bare node:http, an event to ${STREAMS} streams`]: bare,
  });
}

/** What was reported last, or will be reported next. */
async function reported(listeners: ChildProcess): Promise<Report> {
  const [report] = (await once(listeners, 'message')) as [Report];
  return report;
}

async function listen(order: Order): Promise<ChildProcess> {
  const listeners = fork(fileURLToPath(new URL('listeners.ts', import.meta.url)));
  listeners.send(order);
  await reported(listeners);
  return listeners;
}

/** A provider on a replica; the function waits until its answer is as given, and says when that was. */
async function provide(url: string, key: string, index: number) {
  const provider = new HalyardProvider({ url, key });
  await OpenFeature.setProviderAndWait(`replica-${index}`, provider);
  const client = OpenFeature.getClient(`replica-${index}`);
  const isOn = () => client.getBooleanValue(FLAG, false);
  return (expected: boolean) =>
    new Promise<number>((resolve) => {
      const stop = provider.subscribe(FLAG, () => {
        void isOn().then((value) => {
          if (value !== expected) return;
          stop();
          resolve(now());
        });
      });
    });
}

/** The same listeners on a server that does nothing else. */
async function bareFanOut(): Promise<number[]> {
  const responses: ServerResponse[] = [];
  const tell = (version: number, to: readonly ServerResponse[]) => {
    const text = `id: bare:${version}\ndata: ${JSON.stringify({ type: 'refetchEvaluation', version })}\n\n`;
    for (const response of to) response.write(text);
  };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    responses.push(response);
    tell(1, [response]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const listeners = await listen({ url: `http://127.0.0.1:${port}`, key: '', count: STREAMS });
  const delays: number[] = [];
  for (let version = 2; version < FLIPS + 2; version += 1) {
    const events = reported(listeners);
    const start = now();
    tell(version, responses);
    const report = await events;
    if (report !== 'open') delays.push(...report.at.map((at) => at - start));
    await sleep(BETWEEN_MS);
  }
  listeners.kill();
  server.closeAllConnections();
  server.close();
  return delays;
}

function show(measured: Readonly<Record<string, readonly number[]>>): void {
  const rows = Object.entries(measured).map(
    ([what, values]) => [what, percentilesOf(values)] as const,
  );
  const bare = rows.at(-1)?.[1].p99 ?? Number.NaN;
  const ms = (value: number) => Number(value.toFixed(1));
  console.log(`${FLIPS} flips, ${REPLICAS} replicas; milliseconds from the write's answer`);
  console.table(
    Object.fromEntries(
      rows.map(([what, { p50, p95, p99, max }]) => [
        what,
        { p50: ms(p50), p95: ms(p95), p99: ms(p99), max: ms(max), 'p99 : bare': ms(p99 / bare) },
      ]),
    ),
  );
}
