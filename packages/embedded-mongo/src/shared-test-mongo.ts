import { startTestMongo } from './start-test-mongo.ts';
import type { RunningMongo } from './start-mongo.ts';

/** Where the tests of a run find their MongoDB. Each takes a database name of its own in it. */
export const TEST_URI_VARIABLE = 'HALYARD_TEST_MONGODB_URI';

/**
 * On the process rather than in this module: Jest loads a setup and a teardown each in a module
 * registry of its own, and once for every project.
 */
const SLOT = Symbol.for('halyard.shared-test-mongo');
const slots = globalThis as { [SLOT]?: Promise<RunningMongo> };

/** Starts the one MongoDB of this test run, unless it runs already or the environment names one. */
export async function startSharedTestMongo(): Promise<void> {
  if (!slots[SLOT] && process.env[TEST_URI_VARIABLE]) return;
  slots[SLOT] ??= startTestMongo();
  process.env[TEST_URI_VARIABLE] = (await slots[SLOT]).uri;
}

/** Stops what `startSharedTestMongo` started; a MongoDB that the environment named stays. */
export async function stopSharedTestMongo(): Promise<void> {
  const started = slots[SLOT];
  if (!started) return;
  delete slots[SLOT];
  delete process.env[TEST_URI_VARIABLE];
  await (await started).stop();
}
