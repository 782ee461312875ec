/**
 * A process that holds many event streams open and says when each event came, so that reading them costs
 * the process that measures nothing. It is told `{url, key, count}`, answers `open`, and then, for each
 * version, `{version, at}` with the time of every stream.
 */
import { Agent, get } from 'node:http';
import { now } from './percentiles.ts';

export interface Order {
  readonly url: string;
  readonly key: string;
  readonly count: number;
}

export type Report = 'open' | { readonly version: number; readonly at: readonly number[] };

const arrived = new Map<number, number[]>();
let known = 0;

process.on('message', ({ url, key, count }: Order) => {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
  for (let index = 0; index < count; index += 1) {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) throw new Error(`A stream answered ${response.statusCode}`);
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        for (const [, version] of text.matchAll(/^data: .*"version":(\d+)/gm)) {
          note(Number(version), count);
        }
      });
    }).on('error', (error) => {
      throw error;
    });
  }
});

/** The first version is the one that there was, on connecting: with everyone's, all are open. */
function note(version: number, count: number): void {
  const at = arrived.get(version) ?? [];
  at.push(now());
  arrived.set(version, at);
  if (at.length < count) return;
  arrived.delete(version);
  known += 1;
  process.send?.((known === 1 ? 'open' : { version, at }) satisfies Report);
}
