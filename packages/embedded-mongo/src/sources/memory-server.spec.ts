import { freePort } from '../free-port.ts';
import { memoryServerDownload } from './memory-server.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});
const search = (env: NodeJS.ProcessEnv = {}) => ({ env, platform: 'linux-x64', log: () => {} });

it('fails at once where the download host is out of reach', async () => {
  // The library reads its own settings from the process, so the host is set there.
  process.env['MONGOMS_DOWNLOAD_MIRROR'] = `https://127.0.0.1:${await freePort()}`;
  const started = Date.now();
  await expect(memoryServerDownload.find(search())).rejects.toThrow('ECONNREFUSED');
  expect(Date.now() - started).toBeLessThan(5_000);
});

it('leaves the network alone when told so', async () => {
  const off = search({ MONGOMS_RUNTIME_DOWNLOAD: 'false' });
  await expect(memoryServerDownload.find(off)).rejects.toThrow('MONGOMS_RUNTIME_DOWNLOAD');
});
