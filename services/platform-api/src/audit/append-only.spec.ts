import { getConnectionToken } from '@nestjs/mongoose';
import type { AuditVerificationResponse, ExposuresResponse } from '@halyard/contracts';
import { startTestMongo } from '@halyard/embedded-mongo';
import type { RunningMongo } from '@halyard/embedded-mongo';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import type { Connection } from 'mongoose';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';

/** What docker-compose.yml runs before it starts the API. */
const INIT = fileURLToPath(new URL('../../../../deploy/mongo/init.mjs', import.meta.url));
const DATABASE = 'halyard';

let mongo: RunningMongo;
let api: TestApi;
let client: MongoClient;
/** The database, as the user that the API is to it. */
let db: Db;

beforeAll(async () => {
  mongo = await startTestMongo({ auth: { user: 'root', password: 'root' } });
  const uri = await prepare(mongo.uri);
  api = await startApi(undefined, { MONGODB_URI: uri, HALYARD_DATABASE: DATABASE });
  client = await MongoClient.connect(uri);
  db = client.db(DATABASE);
}, 60_000);

afterAll(async () => {
  await client.close();
  await api.close();
  await mongo.stop();
});

/** Runs the script as docker-compose.yml does, and answers the address of the API's user. */
async function prepare(rootUri: string): Promise<string> {
  const user = { HALYARD_MONGO_USER: 'halyard-api', HALYARD_MONGO_PASSWORD: 'secret' };
  const { host, search } = new URL(rootUri);
  const { NODE_OPTIONS: _, ...env } = process.env;
  await promisify(execFile)(process.execPath, [INIT], {
    env: {
      ...env,
      ...user,
      HALYARD_MONGO_ROOT_URI: rootUri,
      HALYARD_MONGO_MEMBER: host,
      HALYARD_DATABASE: DATABASE,
    },
  });
  const options = search.replace('authSource=admin', `authSource=${DATABASE}`);
  return `mongodb://halyard-api:secret@${host}/${options}`;
}

describe('the API, as the user that docker-compose.yml makes for it', () => {
  it('starts, seeds, writes and serves, and its trail verifies', async () => {
    const shahin = api.as('shahin');
    expect((await shahin.createFlag('argus_demo')).status).toBe(201);
    const { status } = await shahin.configure('argus_demo', 'dev', { state: 'on' });
    expect(status).toBe(200);
    expect(await shahin.sees('argus_demo', 'loomi', 'dev')).toBe(true);
    const path = '/api/admin/audit/verify?stream=platform';
    const { body } = await api.as('ada').get<AuditVerificationResponse>(path);
    expect(body).toMatchObject({ valid: true, head: { seq: body.entries } });
  });

  it('counts exposures, which can be added to and not changed', async () => {
    await api.as('shahin').createFlag('counted_demo');
    const server = await api.withKey();
    const count = { flag: 'counted_demo', variant: 'off', minute: new Date().toISOString() };
    const { status } = await server.post('/api/flags/exposures', {
      counts: [{ ...count, count: 3 }],
    });
    expect(status).toBe(200);
    const path = '/api/admin/flags/counted_demo/exposures?environment=staging';
    const { body } = await api.as('vera').get<ExposuresResponse>(path);
    expect(body.variants.map(({ total }) => total)).toEqual([0, 3]);
    for (const name of ['exposures', 'system.buckets.exposures']) {
      await expect(db.collection(name).deleteMany({})).rejects.toMatchObject({
        codeName: 'Unauthorized',
      });
    }
  });

  it('may change every collection that it has, but for the trail and what is counted', async () => {
    const { models } = api.app.get<Connection>(getConnectionToken());
    const privileges = await privilegesOf(db);
    const changeable = Object.values(models)
      .map(({ collection }) => collection.name)
      .filter((name) => !name.startsWith('audit_') && name !== 'exposures');
    // A collection that is missing here has to be named in deploy/mongo/role.json.
    expect(changeable.filter((name) => privileges.get(name)?.includes('update') !== true)).toEqual(
      [],
    );
  });

  it('comes up on what was prepared before', async () => {
    const again = await startApi(undefined, {
      MONGODB_URI: await prepare(mongo.uri),
      HALYARD_DATABASE: DATABASE,
    });
    await again.close();
  }, 30_000);
});

describe.each(['audit_entries', 'audit_heads'])('%s, to the API', (name) => {
  const other = 'flags';

  it('can be read and added to', async () => {
    const collection = db.collection<{ _id: string; stream: string; seq: number }>(name);
    expect(await collection.findOne()).not.toBeNull();
    await collection.insertOne({ _id: `${name}_x`, stream: 'added', seq: 1 });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['updated', () => db.collection(name).updateOne({}, { $set: { actor: 'nobody' } })],
    ['updated, all of it', () => db.collection(name).updateMany({}, { $unset: { hash: 1 } })],
    [
      'upserted',
      () => db.collection(name).updateOne({ seq: 0 }, { $set: { a: 1 } }, { upsert: true }),
    ],
    ['replaced', () => db.collection(name).replaceOne({ seq: 1 }, { seq: 1 })],
    ['deleted', () => db.collection(name).deleteOne({})],
    ['deleted, all of it', () => db.collection(name).deleteMany({})],
    ['changed in passing', () => db.collection(name).findOneAndUpdate({}, { $set: { a: 1 } })],
    ['taken', () => db.collection(name).findOneAndDelete({})],
    [
      'merged into',
      () =>
        db
          .collection(other)
          .aggregate([{ $merge: name }])
          .toArray(),
    ],
    [
      'written over',
      () =>
        db
          .collection(other)
          .aggregate([{ $out: name }])
          .toArray(),
    ],
    ['dropped', () => db.dropCollection(name)],
    ['renamed', () => db.renameCollection(name, 'elsewhere')],
    ['capped', () => db.command({ convertToCapped: name, size: 4096 })],
    ['given other rules', () => db.command({ collMod: name, validator: { never: 1 } })],
    ['rid of an index', () => db.command({ dropIndexes: name, index: '*' })],
    ['dropped with the database', () => db.dropDatabase()],
  ])('cannot be %s', async (_, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ codeName: 'Unauthorized' });
  });
});

it('the API’s user cannot give itself more', async () => {
  const grab = db.command({ grantRolesToUser: 'halyard-api', roles: ['dbOwner'] });
  await expect(grab).rejects.toMatchObject({ codeName: 'Unauthorized' });
  const resource = { db: DATABASE, collection: 'audit_entries' };
  const privileges = [{ resource, actions: ['update'] }];
  const widen = db.command({ grantPrivilegesToRole: 'halyardApi', privileges });
  await expect(widen).rejects.toMatchObject({ codeName: 'Unauthorized' });
});

/** What the connected user may do, by collection. */
async function privilegesOf(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { authInfo } = (await db.command({ connectionStatus: 1, showPrivileges: true })) as {
    authInfo: {
      authenticatedUserPrivileges: { resource: { collection: string }; actions: string[] }[];
    };
  };
  return new Map(
    authInfo.authenticatedUserPrivileges.map(({ resource, actions }) => [
      resource.collection,
      actions,
    ]),
  );
}
