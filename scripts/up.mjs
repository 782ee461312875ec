/** Builds and starts the whole system, says where to go, and stops everything on Ctrl-C. */
import { build } from './build.mjs';
import { startStack, StackError } from './stack.mjs';

const DATA = new URL('../.halyard/', import.meta.url);

let stack;
let isStopping = false;

async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  console.log('\nStopping …');
  await stack?.stop();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

try {
  build();
  stack = await startStack({
    dataDir: DATA,
    env: process.env,
    log: (line) => console.log(line),
    onDeath: (message) => {
      if (isStopping) return;
      console.error(message);
      void stop(1);
    },
  });
  const { console: console_, portal, api, identity } = stack.urls;
  console.log(`
Halyard is up.

  Console   ${console_}   sign in as ada (everything), shahin (edits), olga (kills), vera (looks)
  Portal    ${portal}   sign in as user@98chimp, user@loomi, …
  API       ${api}/api/docs
  Identity  ${identity}   development only: no passwords

Data is kept in .halyard/. Ctrl-C stops everything.`);
} catch (error) {
  console.error(error instanceof StackError ? `\n${error.message}` : error);
  await stop(1);
}
