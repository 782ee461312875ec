import { MongoClient } from 'mongodb';
import setup from './jest-setup.ts';
import teardown from './jest-teardown.ts';
import { TEST_URI_VARIABLE } from './shared-test-mongo.ts';

const before = process.env[TEST_URI_VARIABLE];
beforeEach(() => {
  delete process.env[TEST_URI_VARIABLE];
});
afterEach(async () => {
  await teardown();
  if (before) process.env[TEST_URI_VARIABLE] = before;
});

it('starts one MongoDB however many projects ask for it, and stops it once', async () => {
  await Promise.all([setup(), setup()]);
  const uri = process.env[TEST_URI_VARIABLE] ?? '';
  await setup();

  expect(process.env[TEST_URI_VARIABLE]).toBe(uri);
  await (await MongoClient.connect(uri)).close();

  await teardown();
  await teardown();
  expect(process.env[TEST_URI_VARIABLE]).toBeUndefined();
  await expect(MongoClient.connect(uri, { serverSelectionTimeoutMS: 200 })).rejects.toThrow(
    'ECONNREFUSED',
  );
});

it('leaves alone a MongoDB that the environment names', async () => {
  process.env[TEST_URI_VARIABLE] = 'mongodb://named:27017/';
  await setup();
  await teardown();
  expect(process.env[TEST_URI_VARIABLE]).toBe('mongodb://named:27017/');
});
