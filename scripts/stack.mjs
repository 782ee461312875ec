/** The whole system as processes: MongoDB, identity, API, console and portal. */
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NODE, ROOT, withNode24 } from './install.mjs';

/** Something that its reader can mend: said without a stack trace. */
export class StackError extends Error {}

const READY_MS = 60_000;
const STOP_MS = 8_000;

const PORTS = {
  api: ['HALYARD_API_PORT', 4100],
  console: ['HALYARD_CONSOLE_PORT', 4101],
  portal: ['HALYARD_PORTAL_PORT', 4102],
  identity: ['HALYARD_IDENTITY_PORT', 4103],
};

/**
 * Starts everything and waits until it answers.
 * @param options.dataDir a folder (URL) for the data, keys and logs
 * @param options.env the environment: `HALYARD_*_PORT` move the ports, `MONGODB_URI` names a MongoDB
 * @param options.log called with a line for each step
 * @param options.onDeath called with a message when a process ends that was not told to
 * @param options.signal gives up the start, and stops what runs by then
 */
export async function startStack({ dataDir, env, log, onDeath, signal }) {
  await mkdir(new URL('logs/', dataDir), { recursive: true });
  const ports = await freePorts(env);
  const urls = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, `http://localhost:${port}`]),
  );
  const secret = await sessionSecret(dataDir);
  const running = new Map();
  let definitions;
  let mongo;

  const stack = {
    urls,
    /** Starts one process and waits until it answers. */
    async start(name) {
      signal?.throwIfAborted();
      const process = run(name, definitions[name], dataDir, env);
      running.set(name, process);
      await answers(name, `${urls[name]}${definitions[name].ready}`, process);
      log(`${name} answers at ${urls[name]}`);
      void process.ended.then((code) => {
        if (running.get(name) !== process) return;
        running.delete(name);
        onDeath(`${name} ended by itself (${code}); its log: ${process.logPath}`);
      });
    },
    /** Stops one process. */
    async stopOne(name) {
      const process = running.get(name);
      running.delete(name);
      await process?.stop();
    },
    async stop() {
      await Promise.all([...running.keys()].map((name) => stack.stopOne(name)));
      await mongo?.stop();
    },
  };

  async function startAll() {
    mongo = await startMongo({ dataDir, env, log });
    definitions = processes({ ports, urls, secret, mongoUri: mongo.uri, dataDir });
    await stack.start('identity');
    await Promise.all(['api', 'console', 'portal'].map((name) => stack.start(name)));
  }

  try {
    await Promise.race([startAll(), aborted(signal)]);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** A mongod that is being fetched or started when the signal comes ends with this process. */
async function startMongo({ dataDir, env, log }) {
  const embedded = await import('@halyard/embedded-mongo');
  const folder = fileURLToPath(new URL('mongo/', dataDir));
  return embedded.startMongo({ dataDir: folder, log, env }).catch((cause) => {
    throw new StackError(cause.message, { cause });
  });
}

/** Rejects when the signal comes, and is never over without. */
function aborted(signal) {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function processes({ ports, urls, secret, mongoUri, dataDir }) {
  const portVariables = Object.fromEntries(
    Object.entries(PORTS).map(([name, [variable]]) => [variable, String(ports[name])]),
  );
  const web = (name, app, clientId) => ({
    script: `apps/${app}/.output/server/index.mjs`,
    ready: '/auth/session',
    env: {
      HOST: '127.0.0.1',
      PORT: String(ports[name]),
      HALYARD_API_URL: urls.api,
      HALYARD_ISSUER: urls.identity,
      HALYARD_CLIENT_ID: clientId,
      HALYARD_CLIENT_SECRET: `${clientId}-dev-secret`,
      HALYARD_SESSION_SECRET: secret,
      HALYARD_ORIGIN: urls[name],
    },
  });
  return {
    identity: {
      script: 'services/dev-identity/dist/main.js',
      ready: '/health/live',
      env: { ...portVariables, HALYARD_DATA_DIR: fileURLToPath(dataDir) },
    },
    api: {
      script: 'services/platform-api/dist/main.js',
      ready: '/health/ready',
      env: {
        HALYARD_API_PORT: String(ports.api),
        HALYARD_ISSUER: urls.identity,
        HALYARD_DEMO: 'true',
        HALYARD_DATA_DIR: fileURLToPath(dataDir),
        MONGODB_URI: mongoUri,
      },
    },
    console: web('console', 'operator', 'halyard-operator'),
    portal: web('portal', 'portal', 'halyard-portal'),
  };
}

function run(name, { script, env: own }, dataDir, env) {
  const logPath = fileURLToPath(new URL(`logs/${name}.log`, dataDir));
  const output = createWriteStream(logPath);
  const child = spawn(NODE, [script], {
    cwd: ROOT,
    env: { ...withNode24(env), ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output.write(chunk);
      tail = `${tail}${chunk}`.slice(-2_000);
    });
  }
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
    child.on('error', (error) => resolve(error.message));
  });
  return {
    logPath,
    ended,
    tail: () => tail.trim(),
    async stop() {
      child.kill('SIGTERM');
      const overdue = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(overdue);
    },
  };
}

async function answers(name, url, process) {
  let isOver = false;
  void process.ended.then(() => {
    isOver = true;
  });
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    if (isOver) throw new StackError(`${name} did not start:\n${process.tail()}`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
  }
  throw new StackError(`${name} did not answer at ${url} in a minute; its log: ${process.logPath}`);
}

/**
 * The ports, each checked to be free: a taken one is said before anything is started.
 * @throws StackError naming every one that is taken or no port
 */
export async function freePorts(env) {
  const faults = [];
  const ports = {};
  for (const [name, [variable, fallback]] of Object.entries(PORTS)) {
    const port = Number(env[variable] ?? fallback);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      faults.push(`${variable} has to be a port number, not "${env[variable]}".`);
    } else if (Object.values(ports).includes(port)) {
      faults.push(`Port ${port} is given twice: ${variable} has to be another.`);
    } else if (await isTaken(port)) {
      faults.push(`Port ${port} (${name}) is taken: stop what uses it, or set ${variable}.`);
    }
    ports[name] = port;
  }
  if (faults.length > 0) throw new StackError(faults.join('\n'));
  return ports;
}

function isTaken(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, () => server.close(() => resolve(false)));
  });
}

/** Kept, so that people stay signed in over a restart. */
async function sessionSecret(dataDir) {
  const file = new URL('session-secret', dataDir);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const secret = randomBytes(32).toString('hex');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
