import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoServerError, type Db, type Document } from 'mongodb';
import { REPLICA_SET } from './mongod-process.ts';

const NOT_YET_INITIALIZED = 94;
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;
const ELECTED_WITHIN_MS = 30_000;
const POLL_MS = 20;

/** The one who may do everything. */
export interface MongoUser {
  readonly user: string;
  readonly password: string;
}

export interface ReplicaSetOptions {
  readonly port: number;
  /** Where mongod asks who one is: this user, made if there is none yet. */
  readonly auth?: MongoUser;
  /** Acknowledge majority writes before they are on disk. */
  readonly throwaway: boolean;
}

/**
 * Makes the mongod on this port the primary of a replica set of one, which transactions and change
 * streams need. The set's configuration lives with the data and names the port, so data that was
 * last served on another one is told of the new one.
 */
export async function becomePrimary(options: ReplicaSetOptions): Promise<void> {
  const { port, auth } = options;
  const client = (auth && (await connectedAs(auth, port))) ?? new MongoClient(addressOf(port));
  try {
    const admin = client.db('admin');
    await configure(admin, options);
    await waitUntilPrimary(admin);
    if (auth && client.options.credentials === undefined) await createUser(admin, auth);
  } finally {
    await client.close();
  }
}

function addressOf(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

/** A client that is let in; undefined where nobody is known yet, and whoever is on this machine may begin. */
async function connectedAs(auth: MongoUser, port: number): Promise<MongoClient | undefined> {
  const client = new MongoClient(addressOf(port), {
    auth: { username: auth.user, password: auth.password },
  });
  try {
    return await client.connect();
  } catch (error) {
    await client.close();
    if (isError(error, AUTHENTICATION_FAILED)) return undefined;
    throw error;
  }
}

async function createUser(admin: Db, { user, password }: MongoUser): Promise<void> {
  await admin.command({ createUser: user, pwd: password, roles: ['root'] });
}

function isError(error: unknown, ...codes: number[]): boolean {
  return error instanceof MongoServerError && codes.some((code) => code === error.code);
}

async function configure(admin: Db, { port, throwaway }: ReplicaSetOptions): Promise<void> {
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const present = await presentConfiguration(admin);
  if (!present) {
    const config = { _id: REPLICA_SET, members, writeConcernMajorityJournalDefault: !throwaway };
    await admin.command({ replSetInitiate: config });
    return;
  }
  if (present['members'][0].host === members[0]?.host) return;
  const moved = { ...present, members, version: present['version'] + 1 };
  // Forced, because a set that does not find itself in its own configuration has no primary to ask.
  await admin.command({ replSetReconfig: moved, force: true });
}

async function presentConfiguration(admin: Db): Promise<Document | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))['config'] as Document;
  } catch (error) {
    // Unauthorized: before the first user there is, one may initiate the set and not look at it.
    if (isError(error, NOT_YET_INITIALIZED, UNAUTHORIZED)) return undefined;
    throw error;
  }
}

async function waitUntilPrimary(admin: Db): Promise<void> {
  const deadline = Date.now() + ELECTED_WITHIN_MS;
  while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
    if (Date.now() > deadline) {
      throw new Error(`mongod did not become primary within ${ELECTED_WITHIN_MS / 1000} seconds`);
    }
    await sleep(POLL_MS);
  }
}
