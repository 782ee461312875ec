/** A Jest `globalSetup`: one MongoDB for the whole run, at HALYARD_TEST_MONGODB_URI. */
export { startSharedTestMongo as default } from './shared-test-mongo.ts';
