import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signingKeys } from './signing-keys.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halyard-identity-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps its keys from one start to the next, for its owner alone', async () => {
  const dataDir = join(folder, 'made', 'when', 'needed');
  const first = await signingKeys(dataDir);
  await expect(signingKeys(dataDir)).resolves.toEqual(first);
  expect((await stat(join(dataDir, 'identity-keys.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(['identity-keys.json']);
});

it('agrees on the keys when several start at once', async () => {
  const all = await Promise.all([1, 2, 3].map(() => signingKeys(folder)));
  expect(new Set(all.map(({ privateKey }) => privateKey.kid)).size).toBe(1);
});

it('makes new keys where nothing is kept', async () => {
  const [one, two] = await Promise.all([signingKeys(), signingKeys()]);
  expect(one.privateKey.kid).not.toBe(two.privateKey.kid);
});

it('says what to do about a file that is no longer whole', async () => {
  await writeFile(join(folder, 'identity-keys.json'), '{"privateKey":');
  await expect(signingKeys(folder)).rejects.toThrow('Delete it to have new ones made.');
});
