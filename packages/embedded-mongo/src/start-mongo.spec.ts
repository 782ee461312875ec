import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { inAFolder } from '../test/in-a-folder.ts';
import { freePort } from './free-port.ts';
import { startMongo } from './start-mongo.ts';
import { startTestMongo } from './start-test-mongo.ts';

const folder = inAFolder();
const quietly = { log: () => undefined, env: { ...process.env, MONGODB_URI: '' } };

async function connected<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

it('uses the MongoDB that MONGODB_URI names, and starts none', async () => {
  const uri = 'mongodb://elsewhere:27017/?replicaSet=theirs';
  const lines: string[] = [];
  const mongo = await startMongo({ log: (line) => lines.push(line), env: { MONGODB_URI: uri } });
  await mongo.stop();
  expect(mongo.uri).toBe(uri);
  expect(lines).toEqual(['Using the MongoDB that MONGODB_URI names']);
});

it('gives tests a MongoDB with transactions and change streams, and nothing is left of it', async () => {
  const mongo = await startTestMongo();
  const dataDir = await connected(mongo.uri, async (client) => {
    const flags = client.db('a').collection<{ key: string }>('flags');
    await flags.insertOne({ key: 'before' });
    const changes = flags.watch();
    const change = changes.next();
    await client.withSession((session) =>
      session.withTransaction(() => flags.insertOne({ key: 'new_nav' }, { session })),
    );
    await expect(change).resolves.toMatchObject({ fullDocument: { key: 'new_nav' } });
    await changes.close();
    const options = await client.db('admin').command({ getCmdLineOpts: 1 });
    return options['parsed'].storage.dbPath as string;
  });
  expect(existsSync(dataDir)).toBe(true);

  await mongo.stop();

  expect(existsSync(dataDir)).toBe(false);
  await expect(MongoClient.connect(mongo.uri, { serverSelectionTimeoutMS: 200 })).rejects.toThrow(
    'ECONNREFUSED',
  );
});

it('keeps the data from one start to the next, on whatever port', async () => {
  const dataDir = join(folder(), 'not', 'there', 'yet');
  for (const start of [0, 1, 2]) {
    const mongo = await startMongo({ ...quietly, dataDir });
    await connected(mongo.uri, async (client) => {
      const flags = client.db('a').collection<{ start: number }>('flags');
      await expect(flags.countDocuments()).resolves.toBe(start);
      await flags.insertOne({ start });
    });
    await mongo.stop();
  }
});

it('says which port is taken', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(startMongo({ ...quietly, port, dataDir: folder() })).rejects.toThrow(
    `Port ${port} is taken by another program.`,
  );
  other.close();
});

it('says that another mongod works on the data', async () => {
  const mongo = await startMongo({ ...quietly, dataDir: folder() });
  await expect(startMongo({ ...quietly, dataDir: folder() })).rejects.toMatchObject({
    reason: 'data-in-use',
    message: `Another mongod works on ${folder()}. Stop it first, or use another data folder.`,
  });
  await mongo.stop();
});
