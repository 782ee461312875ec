import { format } from 'node:util';

/** One place where the server says what went wrong. */
export function log(message: string, error?: unknown): void {
  process.stderr.write(
    error === undefined ? `${message}\n` : `${format('%s %O', message, error)}\n`,
  );
}
