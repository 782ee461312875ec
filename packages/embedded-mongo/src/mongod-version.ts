import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const OLDEST_MAJOR = 6;

/**
 * Runs a mongod far enough to say its version.
 * A file that is there may still be for another system or miss a shared library: better found here than at start.
 */
export async function mongodVersion(path: string): Promise<string> {
  const version = /db version v(\d+)\.(\d+\.\d+\S*)/.exec(await versionOutput(path));
  if (!version) throw new Error(`${path} does not answer --version as a mongod does`);
  if (Number(version[1]) < OLDEST_MAJOR) {
    throw new Error(
      `${path} is MongoDB ${version[1]}.${version[2]}, and ${OLDEST_MAJOR}.0 or newer is needed`,
    );
  }
  return `${version[1]}.${version[2]}`;
}

async function versionOutput(path: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
    return stdout;
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT') throw new Error(`there is no file ${path}`);
    if (code === 'EACCES') throw new Error(`${path} may not be executed`);
    throw new Error(`${path} does not run: ${(stderr || message).trim().split('\n')[0]}`);
  }
}
