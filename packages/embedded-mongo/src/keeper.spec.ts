import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { inAFolder } from '../test/in-a-folder.ts';
import { startMongo } from './start-mongo.ts';

const folder = inAFolder();
const quietly = { log: () => undefined, env: { ...process.env, MONGODB_URI: '' } };

/** Runs a program that holds a MongoDB on this data, and answers the process and where its mongod is. */
async function aProgramWithMongo(dataDir: string) {
  const { NODE_OPTIONS: _, MONGODB_URI: __, ...env } = process.env;
  const script = fileURLToPath(new URL('../test/program.ts', import.meta.url));
  const program = spawn(process.execPath, [script, dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [uri] = (await once(createInterface(program.stdout), 'line')) as [string];
  const client = await MongoClient.connect(uri);
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  await client.db('a').collection<{ by: string }>('flags').insertOne({ by: 'the program' });
  await client.close();
  return { program, mongod: Number(pid) };
}

async function isGoneSoon(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'leaves no mongod behind when its program ends by %s, and the data is whole',
  async (signal) => {
    const { program, mongod } = await aProgramWithMongo(folder());

    program.kill(signal);
    await once(program, 'exit');

    // At once, as a restart does: the new one waits for the old one to let go of the data.
    const restarted = await startMongo({ ...quietly, dataDir: folder() });
    await expect(isGoneSoon(mongod)).resolves.toBe(true);
    const client = await MongoClient.connect(restarted.uri);
    await expect(client.db('a').collection('flags').countDocuments()).resolves.toBe(1);
    await client.close();
    await restarted.stop();
  },
);

it('recovers the data after mongod itself was killed, and says that it ended', async () => {
  let hear: (line: string) => void = () => undefined;
  const mongo = await startMongo({ ...quietly, dataDir: folder(), log: (line) => hear(line) });
  const heard = new Promise<string>((resolve) => {
    hear = resolve;
  });
  const client = await MongoClient.connect(mongo.uri);
  const flags = client.db('a').collection<{ key: string }>('flags');
  await flags.insertOne({ key: 'new_nav' }, { writeConcern: { w: 'majority' } });
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  await client.close();

  process.kill(Number(pid), 'SIGKILL');

  await expect(heard).resolves.toBe('mongod ended, and nobody here asked it to');
  await mongo.stop();
  const again = await startMongo({ ...quietly, dataDir: folder() });
  const second = await MongoClient.connect(again.uri);
  await expect(second.db('a').collection('flags').countDocuments()).resolves.toBe(1);
  await second.close();
  await again.stop();
});
