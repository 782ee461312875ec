import { MongoClient } from 'mongodb';
import { inAFolder } from '../test/in-a-folder.ts';
import { startMongo } from './start-mongo.ts';
import { startTestMongo } from './start-test-mongo.ts';

const folder = inAFolder();
const auth = { user: 'root', password: 'p@ss/word' };

async function connected<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const flags = (client: MongoClient) => client.db('a').collection('flags');

it('asks everyone who they are, and lets its user do everything', async () => {
  const mongo = await startTestMongo({ auth });
  const stranger = new URL(mongo.uri);
  stranger.username = '';
  stranger.password = '';
  stranger.searchParams.delete('authSource');
  await expect(
    connected(stranger.href, (client) => flags(client).insertOne({ by: 'nobody' })),
  ).rejects.toThrow('requires authentication');
  await connected(mongo.uri, async (client) => {
    await client.withSession((session) =>
      session.withTransaction(() => flags(client).insertOne({ by: 'root' }, { session })),
    );
    expect(await flags(client).countDocuments()).toBe(1);
  });
  await mongo.stop();
});

it('knows its user again when it serves the same data on another port', async () => {
  const options = {
    auth,
    dataDir: folder(),
    log: () => undefined,
    env: { ...process.env, MONGODB_URI: '' },
  };
  const first = await startMongo(options);
  await connected(first.uri, (client) => flags(client).insertOne({ by: 'root' }));
  await first.stop();
  const second = await startMongo(options);
  expect(await connected(second.uri, (client) => flags(client).countDocuments())).toBe(1);
  await second.stop();
});
