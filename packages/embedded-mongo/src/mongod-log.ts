import { readFile, rename, stat } from 'node:fs/promises';

const ROTATE_ABOVE_BYTES = 16 * 1024 * 1024;

interface LogEntry {
  readonly s: string;
  readonly msg: string;
  readonly attr?: { readonly error?: unknown };
}

/** Reads what one run of mongod adds to its log file: the one place where it says how it is doing. */
export class MongodLog {
  readonly path: string;
  private readonly start: number;

  private constructor(path: string, start: number) {
    this.path = path;
    this.start = start;
  }

  /** Opens the log of a run that is about to begin; what earlier runs wrote is skipped. */
  static async open(path: string): Promise<MongodLog> {
    const size = await sizeOf(path);
    if (size < ROTATE_ABOVE_BYTES) return new MongodLog(path, size);
    await rename(path, `${path}.previous`);
    return new MongodLog(path, 0);
  }

  /** Whether mongod takes connections by now. */
  async saysReady(): Promise<boolean> {
    return (await this.entries()).some(({ msg }) => msg === 'Waiting for connections');
  }

  /** The errors of this run, in mongod's words. */
  async errors(): Promise<readonly string[]> {
    const entries = await this.entries();
    return entries.filter(({ s }) => s === 'E' || s === 'F').map(sentenceOf);
  }

  private async entries(): Promise<readonly LogEntry[]> {
    const bytes = await readFile(this.path).catch(() => Buffer.alloc(0));
    return bytes.subarray(this.start).toString().split('\n').flatMap(parsed);
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Half a line, or one that a library wrote, is nothing to go by. */
function parsed(line: string): readonly LogEntry[] {
  try {
    return [JSON.parse(line) as LogEntry];
  } catch {
    return [];
  }
}

function sentenceOf({ msg, attr }: LogEntry): string {
  if (attr?.error === undefined) return msg;
  const { error } = attr;
  const detail =
    typeof error === 'object' && error !== null && 'errmsg' in error ? error.errmsg : error;
  return `${msg}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`;
}
