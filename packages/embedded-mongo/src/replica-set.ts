import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoServerError, type Db, type Document } from 'mongodb';
import { REPLICA_SET } from './mongod-process.ts';

const NOT_YET_INITIALIZED = 94;
const ELECTED_WITHIN_MS = 30_000;
const POLL_MS = 20;

export interface ReplicaSetOptions {
  readonly port: number;
  /** Acknowledge majority writes before they are on disk. */
  readonly throwaway: boolean;
}

/**
 * Makes the mongod on this port the primary of a replica set of one, which transactions and change
 * streams need. The set's configuration lives with the data and names the port, so data that was
 * last served on another one is told of the new one.
 */
export async function becomePrimary(options: ReplicaSetOptions): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${options.port}/?directConnection=true`);
  try {
    const admin = client.db('admin');
    await configure(admin, options);
    await waitUntilPrimary(admin);
  } finally {
    await client.close();
  }
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
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) return undefined;
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
