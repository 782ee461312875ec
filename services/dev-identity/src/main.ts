#!/usr/bin/env node
import { ConfigError, readConfig, type Config } from './config.ts';
import { createIdentity } from './identity.ts';

try {
  await run(readConfig(process.env));
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const identity = await createIdentity(config);
  try {
    await identity.listen();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigError(
      `Port ${config.port} is taken by another program. Stop it, or set HALYARD_IDENTITY_PORT.`,
    );
  }
  const stop = () => void identity.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Identity (development only) listens on ${identity.url}`);
}
