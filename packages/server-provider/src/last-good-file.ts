import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Jwks } from './key-set.ts';

/** A ruleset in a file, and the keys that verify it where the file has any. Nothing of it has been verified yet. */
export interface RulesetFile {
  readonly jws: string;
  readonly jwks?: Jwks;
}

/**
 * Reads a last-good file (JSON, as written below) or the bare JWS that the API answers with.
 *
 * @returns undefined where there is no such file.
 * @throws where there is one and it cannot be read.
 */
export async function readRulesetFile(path: string): Promise<RulesetFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (!text.trimStart().startsWith('{')) return { jws: text.trim() };
  const { jws, jwks } = JSON.parse(text) as Partial<RulesetFile>;
  return { jws: String(jws), jwks };
}

/**
 * Replaces a last-good file at once or not at all, readable by its owner alone: it holds what a server key is needed for.
 *
 * @throws where it cannot be written; what was there stays.
 */
export async function writeRulesetFile(path: string, file: RulesetFile): Promise<void> {
  const written = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(written, JSON.stringify(file), { mode: 0o600, flush: true });
    await rename(written, path);
  } catch (error) {
    await rm(written, { force: true });
    throw error;
  }
}
