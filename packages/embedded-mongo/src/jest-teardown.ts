/** The Jest `globalTeardown` that goes with `jest-setup`. */
export { stopSharedTestMongo as default } from './shared-test-mongo.ts';
