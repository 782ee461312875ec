import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { chromium } from '@playwright/test';

type Say = (line: string) => void;

/** One place to have a Chromium from: answers its path, or throws why there is none. */
interface BrowserSource {
  readonly name: string;
  readonly find: (say: Say) => string;
}

const FETCH_AT_MOST_MS = 10 * 60_000;

/** One without windows comes first: it takes less of the machine. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

/** Where installers put it without a name on the PATH. */
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** All that is on this machine comes before anything that is fetched. */
const SOURCES: readonly BrowserSource[] = [
  { name: 'HALYARD_CHROMIUM', find: named },
  { name: "Playwright's own", find: playwrights },
  { name: 'an installed one', find: installed },
  { name: 'npx playwright install chromium', find: downloaded },
  {
    name: 'apt-get install chromium-headless-shell',
    find: () => fromDebian('chromium-headless-shell'),
  },
  { name: 'apt-get install chromium', find: () => fromDebian('chromium') },
];

/**
 * The path of a Chromium that runs here, fetching one where there is none.
 * @throws Error that lists every place tried and why each failed
 */
export function findChromium(say: Say): string {
  const tried: string[] = [];
  for (const { name, find } of SOURCES) {
    try {
      const path = find(say);
      say(`Found Chromium (${name}): ${path}`);
      return path;
    } catch (error) {
      tried.push(`${name}: ${(error as Error).message}`);
      say(`Looking for Chromium: ${tried.at(-1)}`);
    }
  }
  throw new Error(
    [
      'No Chromium was found, and none could be fetched. Tried, in this order:',
      ...tried.map((attempt) => `  - ${attempt}`),
      'Install Chromium or Chrome, or set HALYARD_CHROMIUM to the path of one.',
    ].join('\n'),
  );
}

function named(): string {
  const path = process.env['HALYARD_CHROMIUM'];
  if (!path) throw new Error('it is not set');
  if (!isExecutable(path)) throw new Error(`there is nothing to run at ${path}`);
  return path;
}

function playwrights(): string {
  const path = chromium.executablePath();
  if (!existsSync(path)) throw new Error('it is not installed');
  return path;
}

function installed(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const candidates = NAMES.flatMap((name) =>
    [...folders, '/usr/bin', '/snap/bin'].map((folder) => join(folder, name)),
  );
  const found = [...candidates, ...APPLICATIONS].find(isExecutable);
  if (found === undefined) throw new Error(`no ${NAMES.join(', ')}`);
  return found;
}

function downloaded(say: Say): string {
  say('Downloading Chromium with Playwright (about 170 MB, the first time only)');
  run('npx', ['playwright', 'install', 'chromium']);
  return playwrights();
}

/** For networks that reach package registries alone. */
function fromDebian(name: string): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Error('it takes root');
  run('apt-get', ['update']);
  run('apt-get', ['install', '--yes', '--no-install-recommends', name]);
  return installed();
}

function run(command: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: FETCH_AT_MOST_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const lines = stderr.trim().split('\n');
  const said = lines.find((line) => /^(Error|E):/.test(line)) ?? lines.at(-1);
  throw new Error(error?.message ?? (said || `it ended with ${status}`));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
