import type { LogDestination } from '../src/config/logger.ts';

type Line = Readonly<Record<string, unknown>>;

/** A log that is kept, for tests to search. */
export interface CapturedLog extends LogDestination {
  /** Its bytes, as they would have been written. */
  readonly text: string;
  readonly lines: readonly Line[];
}

export function captureLog(): CapturedLog {
  let text = '';
  return {
    write: (line) => {
      text += line;
    },
    get text() {
      return text;
    },
    get lines() {
      const lines = text.split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Line);
    },
  };
}
