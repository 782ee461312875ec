import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anExecutable } from '../../test/a-machine.ts';
import { inAFolder } from '../../test/in-a-folder.ts';
import { namedByEnvironment, onThePath } from './system.ts';

const folder = inAFolder();
const onAMachine = (env: NodeJS.ProcessEnv) => ({ env, platform: 'linux-x64', log: () => {} });

it('takes the mongod that MONGOMS_SYSTEM_BINARY names', async () => {
  const search = onAMachine({ MONGOMS_SYSTEM_BINARY: '/opt/mongod' });
  await expect(namedByEnvironment.find(search)).resolves.toBe('/opt/mongod');
  await expect(namedByEnvironment.find(onAMachine({}))).rejects.toThrow('it is not set');
});

it('takes the first executable mongod on the PATH', async () => {
  for (const name of ['empty', 'readable', 'installed']) mkdirSync(join(folder(), name));
  writeFileSync(join(folder(), 'readable', 'mongod'), 'only a note', { mode: 0o644 });
  const installed = anExecutable(join(folder(), 'installed', 'mongod'));
  const path = ['empty', 'readable', 'installed'].map((name) => join(folder(), name)).join(':');

  await expect(onThePath.find(onAMachine({ PATH: path }))).resolves.toBe(installed);
});

it('finds nothing on a PATH without one, and does not look in relative folders', async () => {
  await expect(onThePath.find(onAMachine({ PATH: `.:${folder()}` }))).rejects.toThrow('no mongod');
  await expect(onThePath.find(onAMachine({}))).rejects.toThrow('no mongod in it');
});
