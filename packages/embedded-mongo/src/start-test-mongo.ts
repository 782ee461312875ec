import type { Log } from './mongod-source.ts';
import type { MongoUser } from './replica-set.ts';
import { startMongo, type RunningMongo } from './start-mongo.ts';

export interface StartTestMongoOptions {
  readonly auth?: MongoUser;
  readonly log?: Log;
}

/**
 * Starts a throwaway MongoDB for tests, tuned for speed and removed with its data when stopped.
 * Says nothing unless given a log: when it fails, the error has the whole story. MONGODB_URI is left
 * alone, because tests write what they like.
 */
export function startTestMongo(options: StartTestMongoOptions = {}): Promise<RunningMongo> {
  const { MONGODB_URI: _, ...env } = process.env;
  return startMongo({ ...options, log: options.log ?? (() => undefined), env });
}
