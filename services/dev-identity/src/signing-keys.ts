import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** Every library verifies it, passport-jwt's among them. */
export const SIGNING_ALGORITHM = 'RS256';

/** What has to stay the same for a sign-in to outlive a restart. */
export interface SigningKeys {
  readonly privateKey: JWK & { readonly kid: string };
  readonly cookieSecret: string;
}

const FILE = 'identity-keys.json';

/** The keys kept in `dataDir`, made on the first start; without one, new keys that nobody keeps. */
export async function signingKeys(dataDir?: string): Promise<SigningKeys> {
  if (dataDir === undefined) return newKeys();
  const path = join(dataDir, FILE);
  const kept = await keptKeys(path);
  if (kept) return kept;
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await newKeys(), null, 2), { mode: 0o600 });
  // A link appears whole or not at all, and never replaces one that another process made meanwhile.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await keptKeys(path)) ?? Promise.reject(new Error(`${path} disappeared while starting`));
}

async function keptKeys(path: string): Promise<SigningKeys | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SigningKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} can't be read as signing keys. Delete it to have new ones made.`, {
      cause: error,
    });
  }
}

async function newKeys(): Promise<SigningKeys> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    privateKey: { ...jwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' },
    cookieSecret: randomBytes(32).toString('base64url'),
  };
}
