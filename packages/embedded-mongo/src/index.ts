export {
  findMongod,
  MONGOD_SOURCES,
  NoMongodError,
  type FindMongodOptions,
} from './find-mongod.ts';
export { MongodStartError } from './mongod-process.ts';
export type { Log, MongodSource, Search } from './mongod-source.ts';
export type { MongoUser } from './replica-set.ts';
export { TEST_URI_VARIABLE } from './shared-test-mongo.ts';
export { startMongo, type RunningMongo, type StartMongoOptions } from './start-mongo.ts';
export { startTestMongo, type StartTestMongoOptions } from './start-test-mongo.ts';
