/** `npm run bench -w bench -- <name>`: runs one of the benchmarks. */
import { propagation } from './propagation.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = { propagation };

const [name = ''] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (run === undefined) {
  console.error(`Name one of: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exitCode = 1;
} else {
  await run();
  process.exit();
}
