/** Takes one line for the person who waits. */
export type Log = (line: string) => void;

/** What a source may look at. Everything comes from here, so that a test can make its own machine. */
export interface Search {
  readonly env: NodeJS.ProcessEnv;
  /** `process.platform` and `process.arch`: `linux-x64`. */
  readonly platform: string;
  readonly log: Log;
}

/** One place where a mongod may come from. */
export interface MongodSource {
  /** What it looks at, in words that fit the log and the error. */
  readonly name: string;
  /** Answers the path of a mongod, or throws with the reason why there is none here. */
  readonly find: (search: Search) => Promise<string>;
}
