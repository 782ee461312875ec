import { pathToFileURL } from 'node:url';
import { startStack } from '../../scripts/stack.mjs';
import { Api } from './api.ts';
import { freePorts } from './free-ports.ts';

export type Server = 'api' | 'console' | 'portal' | 'identity';

/** The whole system, running. */
export interface Stack {
  readonly urls: Readonly<Record<Server, string>>;
  readonly api: Api;
  start(server: Server): Promise<void>;
  stopOne(server: Server): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything that `npm start` does, on free ports, with its data in a folder. */
export async function aStack(folder: string): Promise<Stack> {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const env = { ...process.env, ...(await freePorts()) };
  const stack = await startStack({
    dataDir: pathToFileURL(`${folder}/`),
    env,
    log,
    onDeath: (message: string) => process.stderr.write(`${message}\n`),
    signal: undefined,
  }).catch((cause: Error) => {
    throw new Error([...lines, cause.message].join('\n'), { cause });
  });
  const urls = stack.urls as Stack['urls'];
  return { ...stack, urls, api: new Api(urls) };
}
