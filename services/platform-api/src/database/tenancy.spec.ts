import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { OWNED_COLLECTIONS } from './tenancy.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const connection = () => api.app.get<Connection>(getConnectionToken());
const VALIDATION_FAILED = { code: 121 };

describe.each(OWNED_COLLECTIONS)('the database, asked to write to %s directly', (name) => {
  const rows = () => connection().collection(name);

  it('refuses a row that does not say whose it is', async () => {
    await expect(rows().insertOne({ sub: 'somebody', flag: 'a_flag' })).rejects.toMatchObject(
      VALIDATION_FAILED,
    );
  });

  it.each([7, '', ['98chimp'], { $ne: 1 }])('refuses %j for an owner', async (owner) => {
    const row = { on: owner, tenant: owner, stream: owner };
    await expect(rows().insertOne(row)).rejects.toMatchObject(VALIDATION_FAILED);
  });
});

it('refuses to take a row’s owner away, even for an update of them all', async () => {
  const members = connection().collection('members');
  await expect(members.updateMany({}, { $unset: { on: 1 } })).rejects.toMatchObject(
    VALIDATION_FAILED,
  );
});

it('gives a collection from before its validator at the next start', async () => {
  const { db } = connection();
  await db?.command({ collMod: 'overrides', validator: {}, validationLevel: 'off' });
  const restarted = await startApi(api);
  await expect(
    connection().collection('overrides').insertOne({ flag: 'a_flag' }),
  ).rejects.toMatchObject(VALIDATION_FAILED);
  await restarted.close();
});

it('knows the owner of every collection whose documents name one, but for a time series', () => {
  const OWNERS = ['tenant', 'on', 'stream', 'of.tenant'];
  const owned = Object.values(connection().models)
    .filter(({ schema }) => OWNERS.some((field) => schema.path(field) !== undefined))
    .map(({ collection }) => collection.name);
  expect(owned.sort()).toEqual([...OWNED_COLLECTIONS, 'exposures'].sort());
});

it('could not require the owner of a time series: MongoDB takes no validator there', async () => {
  const validator = { $jsonSchema: { required: ['of'] } };
  await expect(connection().db?.command({ collMod: 'exposures', validator })).rejects.toMatchObject(
    { codeName: 'InvalidOptions' },
  );
});
