import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createIdentity } from '@halyard/dev-identity';
import { startMongo } from '@halyard/embedded-mongo';

const MAIN = fileURLToPath(new URL('../../services/platform-api/dist/main.js', import.meta.url));

/** Some replicas of the API on one MongoDB replica set, each a process of its own. */
export interface Cluster {
  readonly urls: readonly string[];
  /** Asks a replica as an admin. @throws Error for anything but success. */
  admin<Answer>(url: string, method: string, path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startCluster(replicas: number): Promise<Cluster> {
  const mongo = await startMongo({ log: () => undefined });
  const identity = await createIdentity();
  await identity.listen();
  const variables = {
    MONGODB_URI: mongo.uri,
    HALYARD_DATABASE: 'bench',
    HALYARD_ISSUER: identity.url,
    HALYARD_DEMO: 'true',
    HALYARD_DEFAULT_ENVIRONMENT: 'staging',
    HALYARD_LOG_LEVEL: 'error',
    HALYARD_AUDIT_KEY: signingKey(),
    HALYARD_RULESET_KEY: signingKey(),
  };
  const started: ChildProcess[] = [];
  const urls: string[] = [];
  // One after the other: the first one seeds the database.
  for (let count = 0; count < replicas; count += 1) {
    const port = await freePort();
    const env = { ...process.env, ...variables, HALYARD_API_PORT: String(port) };
    started.push(spawn(process.execPath, [MAIN], { env, stdio: 'inherit' }));
    const url = `http://127.0.0.1:${port}`;
    await answers(`${url}/health/ready`);
    urls.push(url);
  }
  const token = await identity.issueToken('ada', { expiresIn: 3_600 });
  return {
    urls,
    async admin(url, method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify(body),
      });
      if (response.ok) return (await response.json()) as never;
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    },
    async stop() {
      for (const replica of started) replica.kill();
      await Promise.all(started.map((replica) => replica.exitCode ?? once(replica, 'exit')));
      await identity.close();
      await mongo.stop();
    },
  };
}

function signingKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const isOk = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isOk) return;
    await sleep(100);
  }
  throw new Error(`${url} did not answer within a minute`);
}
