import { OpenFeature } from '@openfeature/server-sdk';
import { FlagServer } from './flag-server.ts';

/** A server for each test; after it, the applications are closed first. */
export function useFlagServer(): () => FlagServer {
  let server: FlagServer;
  beforeEach(async () => {
    server = new FlagServer();
    await server.start();
  });
  afterEach(async () => {
    await OpenFeature.clearProviders();
    OpenFeature.clearHandlers();
    await server.stop();
  });
  return () => server;
}
