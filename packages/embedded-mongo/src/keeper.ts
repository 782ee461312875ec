/**
 * A small process of its own that holds a mongod and lets it go when its standard input closes.
 *
 * The system closes that pipe whenever the process at the other end is gone, SIGKILL included, so
 * an ordered stop and a crash take the same road and no mongod outlives the one who started it.
 * Being a session of its own it does not get the terminal's Ctrl-C either: whoever still writes to
 * the database while shutting down can.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** What the keeper is told, as JSON in its only argument. */
export interface KeeperOrders {
  readonly mongod: string;
  readonly args: readonly string[];
  /** A folder that nobody will ask for again: mongod needs no clean end then, and it is removed. */
  readonly throwaway?: string;
}

/** mongod flushes what it has in well under this; beyond it something is stuck. */
const LONGEST_GOODBYE_MS = 30_000;

const orders = JSON.parse(process.argv[2] ?? '') as KeeperOrders;
const mongod = spawn(orders.mongod, orders.args, { stdio: 'ignore' });

function letGo(): void {
  mongod.kill(orders.throwaway ? 'SIGKILL' : 'SIGTERM');
  setTimeout(() => mongod.kill('SIGKILL'), LONGEST_GOODBYE_MS).unref();
}

function leave(code: number): void {
  if (orders.throwaway) rmSync(orders.throwaway, { recursive: true, force: true });
  process.exit(code);
}

process.stdin.on('end', letGo).on('error', letGo).resume();
process.on('SIGINT', letGo).on('SIGTERM', letGo).on('SIGHUP', letGo);
mongod.on('error', () => leave(127));
mongod.on('exit', (code) => leave(code ?? 1));
