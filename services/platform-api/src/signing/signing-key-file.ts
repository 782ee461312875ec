import { Logger } from '@nestjs/common';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Env } from '../config/env.ts';
import { SigningKeys } from './signing-keys.ts';

/** What a key is for, and where it is kept where the environment does not name one. */
export interface KeyPurpose {
  readonly variable: 'HALYARD_AUDIT_KEY' | 'HALYARD_RULESET_KEY';
  readonly file: string;
  /** What it signs, and what that asks of whoever runs this. */
  readonly note: string;
}

export const AUDIT_KEY: KeyPurpose = {
  variable: 'HALYARD_AUDIT_KEY',
  file: 'audit-key.pem',
  note: 'It signs the audit trail, and has to be kept as long as the trail',
};

export const RULESET_KEY: KeyPurpose = {
  variable: 'HALYARD_RULESET_KEY',
  file: 'ruleset-key.pem',
  note: 'It signs what applications download',
};

/**
 * The keys that the environment names, or one of our own making, kept in a file. Never in the database:
 * whoever can rewrite there what is signed could sign it anew.
 */
export async function signingKeysOf(
  { variable, file, note }: KeyPurpose,
  env: Pick<Env, KeyPurpose['variable'] | 'HALYARD_DATA_DIR'>,
  logger: Pick<Logger, 'warn'> = new Logger(SigningKeys.name),
): Promise<SigningKeys> {
  const named = env[variable];
  if (named !== null) return named;
  const path = resolve(env.HALYARD_DATA_DIR, file);
  logger.warn(
    `${variable} is not set: the key in ${path} takes its place. ${note}. Every replica needs the same one`,
  );
  try {
    return SigningKeys.from(await readOrMake(path, env.HALYARD_DATA_DIR));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}. Mend it, or set ${variable}`);
  }
}

async function readOrMake(path: string, folder: string): Promise<string> {
  const kept = await readFile(path, 'utf8').catch(ifCode('ENOENT'));
  if (kept !== undefined) return kept;
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}`);
  await writeFile(draft, newKey(), { mode: 0o600, flag: 'wx' });
  // Appears whole or not at all, and where another process was first, theirs stays.
  await link(draft, path).catch(ifCode('EEXIST'));
  await rm(draft);
  return readFile(path, 'utf8');
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Takes one error for an answer. */
function ifCode(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
