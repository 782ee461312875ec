import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { KeeperOrders } from './keeper.ts';
import { MongodLog } from './mongod-log.ts';

export const REPLICA_SET = 'halyard';

export interface MongodPlan {
  readonly mongod: string;
  readonly dataDir: string;
  readonly port: number;
  /** Nobody will ask for the data again: fast beats durable, and the folder goes with the process. */
  readonly throwaway: boolean;
  /** The secret that a set's members share; with one, mongod asks everyone who they are. */
  readonly keyFile?: string;
}

/** A mongod that takes connections, and its keeper. */
export interface MongodProcess {
  /** Resolves when mongod has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Lets mongod write what it has and end. */
  stop(): Promise<void>;
}

export type StartFailure = 'data-in-use' | 'port-taken' | 'other';

/** mongod ended before it took a connection. */
export class MongodStartError extends Error {
  override readonly name = 'MongodStartError';
  readonly reason: StartFailure;

  constructor(message: string, reason: StartFailure) {
    super(message);
    this.reason = reason;
  }
}

const PORT_TAKEN_EXIT_CODE = 48;
const POLL_MS = 20;

/**
 * Starts a mongod under a keeper (see keeper.ts) and waits until it takes connections.
 * @throws MongodStartError with what mongod said when it ends instead
 */
export async function startMongod(plan: MongodPlan): Promise<MongodProcess> {
  const log = await MongodLog.open(join(plan.dataDir, 'mongod.log'));
  const orders: KeeperOrders = {
    mongod: plan.mongod,
    args: mongodArguments(plan, log.path),
    ...(plan.throwaway ? { throwaway: plan.dataDir } : {}),
  };
  const keeper = spawnKeeper(orders);
  let exitCode: number | undefined;
  const ended = once(keeper, 'exit').then(([code]) => {
    exitCode = (code as number | null) ?? 1;
  });
  while (!(await log.saysReady())) {
    if (exitCode !== undefined) throw await startError(plan, log, exitCode);
    await Promise.race([sleep(POLL_MS), ended]);
  }
  return {
    ended,
    async stop() {
      keeper.stdin.end();
      keeper.ref();
      await ended;
    },
  };
}

function spawnKeeper(orders: KeeperOrders) {
  // Beside this file, and of the same kind: TypeScript in a test, JavaScript once built.
  const here = fileURLToPath(import.meta.url);
  const script = join(here, '..', `keeper${extname(here)}`);
  // What the parent was told (a debugger's port, Jest's flags) is not meant for the keeper.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const keeper = spawn(process.execPath, [script, JSON.stringify(orders)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env,
  });
  // A running database is no reason for a script to stay: when it ends, the keeper notices.
  keeper.unref();
  (keeper.stdin as typeof keeper.stdin & { unref(): void }).unref();
  return keeper;
}

function mongodArguments(plan: MongodPlan, logPath: string): readonly string[] {
  return [
    ...['--port', `${plan.port}`],
    ...['--bind_ip', '127.0.0.1'],
    ...['--replSet', REPLICA_SET],
    ...['--dbpath', plan.dataDir],
    ...['--logpath', logPath, '--logappend'],
    ...(plan.keyFile === undefined ? [] : ['--keyFile', plan.keyFile]),
    // mongod takes half of the memory unless told otherwise, and this is one of several servers on a laptop.
    ...['--wiredTigerCacheSizeGB', plan.throwaway ? '0.25' : '0.5'],
    ...['--oplogSize', plan.throwaway ? '64' : '512'],
    // It would wait 15 seconds for a secondary to take over, and there is none.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0'],
    // A writer that was killed leaves its transaction open, and the next writer waits for it.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=3'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // Its socket file in the shared temporary folder may belong to someone else.
    ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
  ];
}

async function startError(
  plan: MongodPlan,
  log: MongodLog,
  exitCode: number,
): Promise<MongodStartError> {
  if (exitCode === PORT_TAKEN_EXIT_CODE) {
    return new MongodStartError(`Port ${plan.port} is taken by another program.`, 'port-taken');
  }
  const errors = await log.errors();
  if (errors.some((error) => error.includes('DBPathInUse'))) {
    return new MongodStartError(
      `Another mongod works on ${plan.dataDir}. Stop it first, or use another data folder.`,
      'data-in-use',
    );
  }
  const said = errors.length > 0 ? errors.join('\n  ') : 'nothing in its log';
  return new MongodStartError(
    `mongod ended with code ${exitCode} before it took a connection:\n  ${said}\nIts log: ${log.path}`,
    'other',
  );
}
