/** `npm test`: installs, builds, checks and tests everything, and says how many passed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, NODE, ROOT, withNode24 } from './install.mjs';

const reports = mkdtempSync(join(tmpdir(), 'halyard-test-'));
const jestReport = join(reports, 'jest.json');
const playwrightReport = join(reports, 'playwright.json');

const STEPS = [
  ['Build', 'nx', ['run-many', '-t', 'build', '--output-style=static']],
  ['Lint', 'npm', ['run', '--silent', 'lint']],
  ['Types', 'nx', ['run-many', '-t', 'typecheck', '--output-style=static']],
  ['Jest', 'jest', ['--json', `--outputFile=${jestReport}`, '--maxWorkers=2']],
  ['Journeys', 'npm', ['test', '--silent', '-w', 'e2e']],
];

ensureInstalled();
const env = {
  ...withNode24(),
  NX_TUI: 'false',
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
};
const failed = STEPS.filter(([title, command, args]) => {
  console.log(`\n=== ${title}`);
  const isJest = command === 'jest';
  const { status } = spawnSync(isJest ? NODE : command, isJest ? [jestBin(), ...args] : args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: isJest ? env : { ...env, NODE_OPTIONS: '' },
    shell: process.platform === 'win32',
  });
  return status !== 0;
}).map(([title]) => title);

const jest = read(jestReport);
const playwright = read(playwrightReport)?.stats;
const passedTests = (jest?.numPassedTests ?? 0) + (playwright?.expected ?? 0);
const failedTests =
  (jest?.numFailedTests ?? 0) +
  (jest?.numRuntimeErrorTestSuites ?? 0) +
  (playwright?.unexpected ?? 0) +
  (playwright?.flaky ?? 0);
// A step that failed without a failed test (a build, a lint fault, a runner that crashed) counts as one.
const total = failedTests === 0 && failed.length > 0 ? failed.length : failedTests;
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`${passedTests} passed, ${total} failed`);
process.exitCode = failed.length > 0 || total > 0 || passedTests === 0 ? 1 : 0;

function jestBin() {
  return join(ROOT, 'node_modules/jest/bin/jest.js');
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
