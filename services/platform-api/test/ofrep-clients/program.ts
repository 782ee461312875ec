import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ClientAnswer, Question } from './official-client.ts';

const run = promisify(execFile);
const SOURCES = fileURLToPath(new URL('.', import.meta.url));

/** What is missing of the commands; undefined where each answers. */
export function missingOf(
  commands: Readonly<Record<string, readonly string[]>>,
  help: string,
): string | undefined {
  const missing = Object.entries(commands).filter(([command, version]) => {
    try {
      execFileSync(command, version, { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  const names = missing.map(([command]) => command);
  return names.length === 0 ? undefined : `It takes ${names.join(' and ')}: ${help}`;
}

/** A program in another language, in a folder beside this file. */
export interface Program {
  readonly folder: string;
  /** The files that it is made from: a new content is a new build. */
  readonly files: readonly string[];
  /** Commands that build it, in its folder, into `output`. */
  build(output: string): readonly (readonly [string, ...string[]])[];
  /** The command that runs it. */
  run(output: string): readonly [string, ...string[]];
}

/** Builds the program into the user's cache, unless it is there. */
export async function prepare(program: Program): Promise<void> {
  const output = outputOf(program);
  const done = join(output, '.built');
  if (existsSync(done)) return;
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  for (const [command, ...args] of program.build(output)) {
    await run(command, args, { cwd: join(SOURCES, program.folder), maxBuffer: 2 ** 26 });
  }
  await writeFile(done, '');
}

/** One question a line to its input; its output has one answer a line. */
export async function ask(
  program: Program,
  questions: readonly Question[],
  environment: Readonly<Record<string, string>>,
): Promise<ClientAnswer[]> {
  const [command, ...args] = program.run(outputOf(program));
  const child = spawn(command, args, {
    cwd: join(SOURCES, program.folder),
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}: ${output.stderr}`);
  return output.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ClientAnswer);
}

function outputOf({ folder, files }: Program): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of files) hash.update(readFileSync(join(SOURCES, folder, file)));
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const name = `ofrep-${folder}-${hash.digest('hex').slice(0, 16)}`;
  return join(cache, 'halyard', name);
}
