import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './until.ts';

const run = promisify(execFile);

/** Where Prometheus's programs are. */
export interface PrometheusTools {
  readonly prometheus: string;
  readonly promtool: string;
}

/** Finds them on the PATH, or in Debian's package, which is unpacked beside our other caches and not installed. */
export async function findPrometheus(): Promise<PrometheusTools | Error> {
  const cache = join(homedir(), '.cache', 'halyard', 'prometheus');
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(cache, 'usr', 'bin')];
  const found = await inOneOf(folders);
  if (found !== undefined) return found;
  try {
    await fetchDebianPackage(cache);
  } catch (error) {
    return error as Error;
  }
  return (await inOneOf(folders)) ?? new Error("Debian's package has no prometheus and promtool");
}

async function inOneOf(folders: readonly string[]): Promise<PrometheusTools | undefined> {
  for (const folder of folders) {
    const tools = { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
    const isThere = await Promise.all(Object.values(tools).map((path) => access(path))).then(
      () => true,
      () => false,
    );
    if (isThere) return tools;
  }
  return undefined;
}

/** Takes no root: `dpkg -x` only unpacks. */
async function fetchDebianPackage(folder: string): Promise<void> {
  const workshop = await mkdtemp(join(tmpdir(), 'halyard-prometheus-'));
  try {
    const download = () => run('apt-get', ['download', 'prometheus'], { cwd: workshop });
    await download().catch(async () => {
      await run('apt-get', ['update']);
      await download();
    });
    const [deb = ''] = (await readdir(workshop)).filter((name) => name.endsWith('.deb'));
    await mkdir(folder, { recursive: true });
    await run('dpkg', ['-x', join(workshop, deb), folder]);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** One series of an answer. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

export interface RunningPrometheus {
  /** What an instant query answers. @throws Error with Prometheus's own words where it refuses it. */
  query(expression: string): Promise<readonly Sample[]>;
  /** The health of each target: `up`, `down` or `unknown`. */
  targets(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Runs a Prometheus with a configuration, on data that goes with it. */
export async function startPrometheus(
  { prometheus }: PrometheusTools,
  configuration: string,
): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, configuration);
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    prometheus,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(`http://${address}${path}`);
    const { data, error } = (await response.json()) as { data: T; error?: string };
    if (error !== undefined) throw new Error(error);
    return data;
  };
  await until(async () => (await fetch(`http://${address}/-/ready`)).ok);
  return {
    query: async (expression) => {
      const path = `/api/v1/query?query=${encodeURIComponent(expression)}`;
      return (await ask<{ result: Sample[] }>(path)).result;
    },
    targets: async () => {
      const { activeTargets } = await ask<{ activeTargets: { health: string }[] }>(
        '/api/v1/targets',
      );
      return activeTargets.map(({ health }) => health);
    },
    stop: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
