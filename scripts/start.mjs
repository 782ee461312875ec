/** `npm start`: installs, then runs the whole system on Node 24 until Ctrl-C. */
import { spawn } from 'node:child_process';
import { ensureInstalled, NODE, ROOT, withNode24 } from './install.mjs';

try {
  ensureInstalled();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const child = spawn(NODE, ['scripts/up.mjs'], { cwd: ROOT, stdio: 'inherit', env: withNode24() });
// A terminal's Ctrl-C reaches the child too, which stops everything in order; we wait for it.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));
