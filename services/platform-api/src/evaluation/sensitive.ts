import { maySeeSensitive } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import type { Served } from './ruleset.store.ts';

/** The flags that someone may ask for, of some. */
export function visible(keys: readonly string[], { sensitive }: Served, actor: Actor) {
  return maySeeSensitive(actor) ? keys : keys.filter((key) => !sensitive.has(key));
}

/** No difference between a flag that is not there and one that is not for the caller. */
export function refuseSensitive(key: string, { sensitive }: Served, actor: Actor): void {
  if (sensitive.has(key) && !maySeeSensitive(actor)) throw noFlag(key);
}

export function noFlag(key: string): DomainError {
  return new DomainError('not_found', { detail: `No flag "${key}"` });
}
