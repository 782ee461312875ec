import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT, withNode24 } from './install.mjs';

/** Builds every workspace that has changed since it was built last. */
export async function build({ signal }) {
  console.log('Building what has changed …');
  const nx = spawn('nx', ['run-many', '-t', 'build', '--output-style=static'], {
    cwd: ROOT,
    env: withNode24({ ...process.env, NX_TUI: 'false' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    signal,
  });
  let output = '';
  for (const stream of [nx.stdout, nx.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const [code] = await once(nx, 'close');
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}
