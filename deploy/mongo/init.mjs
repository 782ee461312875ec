/**
 * Prepares a MongoDB for the API: a replica set, the role that the API has, and its user. What is there
 * already is brought up to date, so this runs before every start of the API.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { privilegesIn, ROLE } from './role.mjs';

const NOT_YET_INITIALIZED = 94;

const settings = {
  /** Of someone who may do everything, connecting to one mongod. */
  rootUri: required('HALYARD_MONGO_ROOT_URI'),
  /** Where the API finds that mongod: the name of the set's only member. */
  member: required('HALYARD_MONGO_MEMBER'),
  database: required('HALYARD_DATABASE'),
  user: required('HALYARD_MONGO_USER'),
  password: required('HALYARD_MONGO_PASSWORD'),
};

const client = await MongoClient.connect(settings.rootUri, { serverSelectionTimeoutMS: 60_000 });
try {
  await becomePrimary(client.db('admin'), settings.member);
  await grant(client.db(settings.database), settings);
} finally {
  await client.close();
}

async function becomePrimary(admin, host) {
  const isReplicaSet = await admin.command({ replSetGetConfig: 1 }).then(
    () => true,
    (error) => {
      if (error.code === NOT_YET_INITIALIZED) return false;
      throw error;
    },
  );
  if (!isReplicaSet) {
    const config = { _id: 'halyard', members: [{ _id: 0, host }] };
    await admin.command({ replSetInitiate: config });
  }
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) await sleep(100);
}

async function grant(db, { user, password }) {
  const { roles } = await db.command({ rolesInfo: ROLE });
  await db.command({
    [roles.length === 0 ? 'createRole' : 'updateRole']: ROLE,
    privileges: privilegesIn(db.databaseName),
    roles: [],
  });
  const { users } = await db.command({ usersInfo: user });
  await db.command({
    [users.length === 0 ? 'createUser' : 'updateUser']: user,
    pwd: password,
    roles: [{ role: ROLE, db: db.databaseName }],
  });
}

function required(name) {
  const value = process.env[name];
  if (value) return value;
  process.stderr.write(`${name} has to be set\n`);
  return process.exit(1);
}
