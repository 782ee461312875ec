import { createApp } from './app.ts';
import { readEnv } from './config/env.ts';

const env = readEnvOrExit();
const app = await createApp(env);
await app.listen(env.HALYARD_API_PORT, '0.0.0.0');

function readEnvOrExit() {
  try {
    return readEnv();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
