import { Logger } from '@nestjs/common';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Env } from '../config/env.ts';
import { AuditKeys } from './audit-keys.ts';

/**
 * The keys that the environment names, or one of our own making, kept in a file. Never in the
 * database: whoever can rewrite the trail there could sign it anew.
 */
export async function auditKeysOf(
  env: Pick<Env, 'HALYARD_AUDIT_KEY' | 'HALYARD_DATA_DIR'>,
  logger: Pick<Logger, 'warn'> = new Logger(AuditKeys.name),
): Promise<AuditKeys> {
  if (env.HALYARD_AUDIT_KEY !== null) return env.HALYARD_AUDIT_KEY;
  const path = resolve(env.HALYARD_DATA_DIR, 'audit-key.pem');
  logger.warn(
    `HALYARD_AUDIT_KEY is not set: the audit trail is signed with the key in ${path}. ` +
      'Every replica needs the same one, and it has to be kept as long as the trail',
  );
  try {
    return AuditKeys.from(await readOrMake(path, env.HALYARD_DATA_DIR));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}. Mend it, or set HALYARD_AUDIT_KEY`);
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
