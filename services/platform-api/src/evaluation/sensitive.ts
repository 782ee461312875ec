import { maySeeSensitive } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { noFlag } from '../flags/flag.ts';
import type { Served } from './ruleset.store.ts';

/** The flags that someone may ask for, of some. */
export function visible(keys: readonly string[], { sensitive }: Served, actor: Actor) {
  return maySeeSensitive(actor) ? keys : keys.filter((key) => !sensitive.has(key));
}

/** No difference between a flag that is not there and one that is not for the caller. */
export function refuseSensitive(key: string, { sensitive }: Served, actor: Actor): void {
  if (sensitive.has(key) && !maySeeSensitive(actor)) throw noFlag(key);
}
