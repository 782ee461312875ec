import { spawnSync } from 'node:child_process';
import { ROOT, withNode24 } from './install.mjs';

/** Builds every workspace that has changed since it was built last. */
export function build() {
  console.log('Building what has changed …');
  const { status, stdout, stderr } = spawnSync(
    'nx',
    ['run-many', '-t', 'build', '--output-style=static'],
    { cwd: ROOT, env: withNode24({ ...process.env, NX_TUI: 'false' }), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`);
}
