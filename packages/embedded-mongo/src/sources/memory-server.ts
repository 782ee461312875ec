import type { MongodSource, Search } from '../mongod-source.ts';
import { probe } from './probe.ts';

/**
 * Long enough for a slow line's first byte, short enough to wait for in front of a terminal:
 * mongodb-memory-server alone retries for minutes where the network swallows connections.
 */
const FIRST_ANSWER_MS = 10_000;

/** The variables in which mongodb-memory-server looks for a proxy, in its order. */
const PROXY_VARIABLES = [
  'npm_config_https-proxy',
  'npm_config_proxy',
  'https_proxy',
  'http_proxy',
  'HTTPS_PROXY',
  'HTTP_PROXY',
];

/** What mongodb-memory-server downloaded earlier, for this project or another. */
export const memoryServerCache: MongodSource = {
  name: "mongodb-memory-server's cache",
  async find() {
    // Loaded here because most starts never come this far, and it is slow to load.
    const { DryMongoBinary } = await import('mongodb-memory-server-core');
    const options = await DryMongoBinary.generateOptions();
    const path = await DryMongoBinary.locateBinary(options);
    if (!path) throw new Error(`it holds no MongoDB ${options.version} for this system`);
    return path;
  },
};

/** MongoDB's own download, for this system. */
export const memoryServerDownload: MongodSource = {
  name: "mongodb-memory-server's download",
  async find(search) {
    if (/^(0|off|no|false)$/i.test(search.env['MONGOMS_RUNTIME_DOWNLOAD'] ?? '')) {
      throw new Error('MONGOMS_RUNTIME_DOWNLOAD switches it off');
    }
    const url = await downloadUrl();
    await probe(url, proxyOf(search), FIRST_ANSWER_MS);
    search.log(`  downloading ${url}`);
    // Without it the library accepts any certificate, unless npm happens to have been told otherwise.
    process.env['npm_config_strict_ssl'] ??= 'true';
    const { MongoBinary } = await import('mongodb-memory-server-core');
    return MongoBinary.getPath();
  },
};

async function downloadUrl(): Promise<URL> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core');
  const { MongoBinaryDownloadUrl } =
    await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  const options = await DryMongoBinary.generateOptions();
  return new URL(
    await new MongoBinaryDownloadUrl({
      ...options,
      platform: options.platform ?? process.platform,
      arch: options.arch ?? process.arch,
    }).getDownloadUrl(),
  );
}

function proxyOf({ env }: Search): URL | undefined {
  const proxy = PROXY_VARIABLES.map((name) => env[name]).find(Boolean);
  return proxy ? new URL(proxy) : undefined;
}
