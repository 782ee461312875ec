import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMongod } from './find-mongod.ts';
import { freePort } from './free-port.ts';
import {
  MongodStartError,
  REPLICA_SET,
  startMongod,
  type MongodPlan,
  type MongodProcess,
} from './mongod-process.ts';
import type { Log, MongodSource } from './mongod-source.ts';
import { becomePrimary } from './replica-set.ts';

export interface StartMongoOptions {
  /** Where the data is kept from one start to the next; without it the data goes with the process. */
  readonly dataDir?: string;
  /** Any free one unless named. Data may be served on another port than the last time. */
  readonly port?: number;
  readonly log: Log;
  readonly env?: NodeJS.ProcessEnv;
  readonly sources?: readonly MongodSource[];
}

export interface RunningMongo {
  /** Of the replica set, without a database: name yours when connecting. */
  readonly uri: string;
  /** Ends mongod, if this is the one who started it, and waits until it is gone. */
  stop(): Promise<void>;
}

/** A predecessor that was killed still flushes for a moment, and a free port may be snatched away. */
const ATTEMPTS = 8;
const BETWEEN_ATTEMPTS_MS = 500;

/**
 * Runs a MongoDB replica set of one for as long as this process lives, or answers MONGODB_URI where
 * that is set.
 * @throws NoMongodError when there is no mongod to run, MongodStartError when it does not start
 */
export async function startMongo(options: StartMongoOptions): Promise<RunningMongo> {
  const env = options.env ?? process.env;
  if (env['MONGODB_URI']) {
    options.log('Using the MongoDB that MONGODB_URI names');
    return { uri: env['MONGODB_URI'], stop: () => Promise.resolve() };
  }
  const mongod = await findMongod({ ...options, env });
  const { process: running, port } = await start(mongod, options);
  let stopping = false;
  void running.ended.then(() => {
    if (!stopping) options.log('mongod ended, and nobody here asked it to');
  });
  const stop = () => {
    stopping = true;
    return running.stop();
  };
  try {
    await becomePrimary({ port, throwaway: options.dataDir === undefined });
  } catch (error) {
    await stop();
    throw error;
  }
  options.log(`MongoDB listens on port ${port}`);
  return { uri: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`, stop };
}

async function start(
  mongod: string,
  options: StartMongoOptions,
): Promise<{ process: MongodProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      return { process: await startMongod(await plan(mongod, port, options.dataDir)), port };
    } catch (error) {
      if (!(error instanceof MongodStartError) || attempt >= ATTEMPTS) throw error;
      if (error.reason === 'other') throw error;
      if (error.reason === 'port-taken' && options.port !== undefined) throw error;
      if (attempt === 1) options.log(`${error.message} Trying again for a moment`);
      await sleep(BETWEEN_ATTEMPTS_MS);
    }
  }
}

async function plan(
  mongod: string,
  port: number,
  dataDir: string | undefined,
): Promise<MongodPlan> {
  if (dataDir === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'halyard-mongo-'));
    return { mongod, port, dataDir: folder, throwaway: true };
  }
  // The keeper may run in another folder than this process does by then.
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  return { mongod, port, dataDir: folder, throwaway: false };
}
