/** Builds and starts the whole system, says where to go, and stops everything on Ctrl-C. */
import { once } from 'node:events';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ROOT } from './install.mjs';
import { freePorts, startStack, StackError } from './stack.mjs';

/** Where data, keys and logs are kept. */
const home = resolve(ROOT, process.env.HALYARD_HOME || '.halyard');

const stopping = new AbortController();
const { signal } = stopping;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());

let exitCode = 0;
function fail(reason) {
  if (signal.aborted) return;
  console.error(reason);
  exitCode = 1;
  stopping.abort();
}

let stack;
try {
  // Before the build, which replaces what an earlier start may be running from.
  await freePorts(process.env);
  await build({ signal });
  stack = await startStack({
    dataDir: pathToFileURL(`${home}/`),
    env: process.env,
    log: (line) => console.log(line),
    onDeath: fail,
    signal,
  });
  announce(stack.urls);
  await once(signal, 'abort');
} catch (error) {
  fail(error instanceof StackError ? `\n${error.message}` : error);
}
if (stack !== undefined) {
  console.log('\nStopping …');
  await stack.stop();
}
process.exit(exitCode);

function announce({ console: console_, portal, api, identity }) {
  const short = relative(ROOT, home);
  console.log(`
Halyard is up.

  Console   ${console_}   sign in as ada (everything), shahin (edits), olga (kills), vera (looks)
  Portal    ${portal}   sign in as user@98chimp, user@loomi, …, tessa (98chimp’s own admin)
  API       ${api}/api/docs
  Identity  ${identity}   development only: no passwords

Data is kept in ${short.startsWith('..') ? home : short}. Ctrl-C stops everything.`);
}
