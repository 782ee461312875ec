import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
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
import { becomePrimary, type MongoUser } from './replica-set.ts';

export interface StartMongoOptions {
  /** Where the data is kept from one start to the next; without it the data goes with the process. */
  readonly dataDir?: string;
  /** Any free one unless named. Data may be served on another port than the last time. */
  readonly port?: number;
  /** Turns authorization on: mongod asks everyone who they are, and this user may do everything. */
  readonly auth?: MongoUser;
  readonly log: Log;
  readonly env?: NodeJS.ProcessEnv;
  readonly sources?: readonly MongodSource[];
}

export interface RunningMongo {
  /** Of the replica set, without a database: name yours when connecting. Speaks for the user of `auth`. */
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
    await becomePrimary({ ...options, port, throwaway: options.dataDir === undefined });
  } catch (error) {
    await stop();
    throw error;
  }
  options.log(`MongoDB listens on port ${port}`);
  return { uri: addressOf(port, options.auth), stop };
}

function addressOf(port: number, auth: MongoUser | undefined): string {
  if (auth === undefined) return `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`;
  const credentials = `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.password)}`;
  return `mongodb://${credentials}@127.0.0.1:${port}/?replicaSet=${REPLICA_SET}&authSource=admin`;
}

async function start(
  mongod: string,
  options: StartMongoOptions,
): Promise<{ process: MongodProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      return { process: await startMongod(await plan(mongod, port, options)), port };
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
  { dataDir, auth }: StartMongoOptions,
): Promise<MongodPlan> {
  // The keeper may run in another folder than this process does by then.
  const folder =
    dataDir === undefined ? await mkdtemp(join(tmpdir(), 'halyard-mongo-')) : resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const keyFile = auth && (await keyFileIn(folder));
  return { mongod, port, dataDir: folder, throwaway: dataDir === undefined, keyFile };
}

/** A set of one has nobody to share it with, so any secret will do, a new one at each start too. */
async function keyFileIn(folder: string): Promise<string> {
  const path = join(folder, 'keyfile');
  await writeFile(path, randomBytes(96).toString('base64'), { mode: 0o600 });
  return path;
}
