import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A process of this machine, and what it was started as. */
export interface Process {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

/** The processes of a group, and those that were told of a folder: mongod is in a group of its own. */
export async function processesOf(group: number, folder: string): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], {
    maxBuffer: 2 ** 24,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, pgid, stat, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isOurs = Number(pgid) === group || command.includes(folder);
    // A zombie has ended; its parent has only not looked yet.
    return isOurs && !stat?.startsWith('Z')
      ? [{ pid: Number(pid), group: Number(pgid), command }]
      : [];
  });
}
