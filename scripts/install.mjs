import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK = `${ROOT}package-lock.json`;
const STAMP = `${ROOT}node_modules/.halyard-installed`;

/** The Node 24 that everything runs on, whatever Node npm was called with. */
export const NODE = `${ROOT}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;

/** Installs what the lockfile says, unless that has been done. Uses nothing but Node and npm. */
export function ensureInstalled() {
  const lock = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('Installing dependencies (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed: see above');
  if (!existsSync(NODE)) {
    throw new Error('npm did not install Node 24 (the package "node"): allow its install script');
  }
  writeFileSync(STAMP, lock);
}

/** The environment of whatever runs on that Node: it and the workspace's commands come first. */
export function withNode24(env = process.env) {
  const path = [`${ROOT}node_modules/node/bin`, `${ROOT}node_modules/.bin`, env.PATH];
  return { ...env, PATH: path.join(process.platform === 'win32' ? ';' : ':') };
}
