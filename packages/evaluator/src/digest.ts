import type { Place } from './place.ts';
import { sha256Prefix } from './sha256.ts';

/** Makes digests with one salt. */
export type Digester = (text: string) => string;

/** The digest of a text: 96 bits of SHA-256, in hexadecimal. */
export function digestOf(salt: string, text: string): string {
  return sha256Prefix(`${salt}:${text}`);
}

/** What a place's `salt` makes of texts; undefined where it has none. */
export function digester(place: Place): Digester | undefined {
  if (place.value === undefined) return undefined;
  const salt = place.name();
  return (text) => digestOf(salt, text);
}
