import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The ways to call pip, the surest first. */
const PIP_COMMANDS = [['python3', '-m', 'pip'], ['pip3'], ['pip']] as const;

const AT_MOST_MS = 10 * 60_000;

/**
 * Downloads one wheel into `folder` and answers its path. pip's own configuration says from where.
 */
export async function pipDownload(
  requirement: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const missing: string[] = [];
  for (const [command, ...prefix] of PIP_COMMANDS) {
    const args = [...prefix, ...downloadArguments(requirement, folder)];
    try {
      await promisify(execFile)(command, args, { env, timeout: AT_MOST_MS });
    } catch (error) {
      const said = lastWordsOf(error);
      // pip itself ran and failed: another name for it would fail in the same way.
      if (said.startsWith('ERROR:')) throw new Error(`${command}: ${said}`);
      missing.push(`${[command, ...prefix].join(' ')} (${said})`);
      continue;
    }
    return onlyWheelIn(folder);
  }
  throw new Error(`pip does not run here: ${missing.join(', ')}`);
}

function downloadArguments(requirement: string, folder: string): readonly string[] {
  return [
    'download',
    '--no-deps',
    // A source package would run its own code while being prepared.
    '--only-binary=:all:',
    '--no-input',
    '--disable-pip-version-check',
    '--progress-bar=off',
    '--retries=2',
    '--dest',
    folder,
    requirement,
  ];
}

async function onlyWheelIn(folder: string): Promise<string> {
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error('pip said that it worked, and left no wheel');
  return join(folder, wheel);
}

function lastWordsOf(error: unknown): string {
  const { code, killed, stderr, message } = error as NodeJS.ErrnoException & {
    killed?: boolean;
    stderr?: string;
  };
  if (killed) return `ERROR: it took longer than ${AT_MOST_MS / 60_000} minutes`;
  if (code === 'ENOENT') return 'not installed';
  const lines = (stderr || message).trim().split('\n');
  return lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? message;
}
