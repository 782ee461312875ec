import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anIdentity } from '../test/an-identity.ts';
import { createIdentity } from './identity.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'halyard-identity-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

/** Starts the service as it is started for real. */
function started(env: NodeJS.ProcessEnv) {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const script = fileURLToPath(new URL('./main.ts', import.meta.url));
  const service = spawn(process.execPath, [script], {
    env: { ...inherited, HALYARD_DATA_DIR: dataDir, ...env },
  });
  let output = '';
  service.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  service.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(service, 'close').then(([code]) => ({ code: code as number, output }));
  const listening = once(service.stdout, 'data').then(() => output);
  return { service, ended, listening };
}

async function aFreePort(): Promise<string> {
  return new URL((await createIdentity()).url).port;
}

it('refuses to start in production', async () => {
  const { code, output } = await started({ NODE_ENV: 'production' }).ended;
  expect(code).toBe(1);
  expect(output).toContain('it does not start with NODE_ENV=production');
  expect(output).not.toMatch(/^ +at /m);
});

it('says that its port is taken', async () => {
  const { url } = await anIdentity();
  const { port } = new URL(url);
  const { code, output } = await started({ HALYARD_IDENTITY_PORT: port }).ended;
  expect(code).toBe(1);
  expect(output.trim()).toBe(
    `Port ${port} is taken by another program. Stop it, or set HALYARD_IDENTITY_PORT.`,
  );
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async (signal) => {
  const port = await aFreePort();
  const { service, listening, ended } = started({ HALYARD_IDENTITY_PORT: port });
  expect((await listening).trim()).toBe(
    `Identity (development only) listens on http://localhost:${port}`,
  );
  // A connection that is kept alive must not keep the service up.
  await (await fetch(`http://localhost:${port}/health/live`)).text();
  service.kill(signal);
  await expect(ended).resolves.toMatchObject({ code: 0 });
});
