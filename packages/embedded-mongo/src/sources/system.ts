import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { MongodSource } from '../mongod-source.ts';

/** The mongod that the person named. */
export const namedByEnvironment: MongodSource = {
  name: 'MONGOMS_SYSTEM_BINARY',
  async find({ env }) {
    if (!env['MONGOMS_SYSTEM_BINARY']) throw new Error('it is not set');
    return resolve(env['MONGOMS_SYSTEM_BINARY']);
  },
};

/** A mongod that is installed. */
export const onThePath: MongodSource = {
  name: 'the PATH',
  async find({ env, platform }) {
    const file = platform.startsWith('win32') ? 'mongod.exe' : 'mongod';
    // A relative entry would make the answer depend on where the command was called from.
    const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
    for (const folder of folders) {
      const path = join(folder, file);
      if (await isExecutable(path)) return path;
    }
    throw new Error(`no ${file} in it`);
  },
};

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
