import { bucketThousandths } from './bucket.ts';
import type { Place } from './place.ts';
import type { Subject } from './subject.ts';
import { unitReader, type UnitReader } from './unit.ts';

/**
 * Puts subjects in the buckets of a flag, for a rollout or for a split.
 *
 * A SHA-256 is nearly the whole cost of a rollout, and the same units come again and again (a page asks for the same
 * flags, a tenant's users share a unit), so the latest buckets are remembered, in a table that never grows: each
 * message has one slot, and takes it from whichever had it before. A bucket depends on the message alone, so nothing
 * ever makes a remembered one wrong.
 */
export class Bucketing {
  readonly #unit: UnitReader;
  readonly #salt: string;
  readonly #seed: number;

  /** @param salt What follows the unit and a colon in the message: the flag's key, and `:variant` for a split. */
  constructor(bucketBy: Place, salt: string) {
    this.#unit = unitReader(bucketBy.name());
    this.#salt = `:${salt}`;
    this.#seed = mixed(0, this.#salt, 0);
  }

  /** The subject's bucket in thousandths, or undefined where it has no unit. */
  of(subject: Subject): number | undefined {
    const unit = this.#unit(subject);
    if (unit === undefined) return undefined;
    const slot = mixed(this.#seed, unit, unit.length - SAMPLE) & (SLOTS - 1);
    if (units[slot] === unit && salts[slot] === this.#salt) return buckets[slot] as number;
    const bucket = bucketThousandths(unit + this.#salt);
    units[slot] = unit;
    salts[slot] = this.#salt;
    buckets[slot] = bucket;
    return bucket;
  }
}

const SLOTS = 2 ** 14;
const units = new Array<string>(SLOTS).fill('');
const salts = new Array<string>(SLOTS).fill('');
const buckets = new Int32Array(SLOTS);

/** The end of a unit is where units differ; two that share a slot only cost each other a hash. */
const SAMPLE = 16;

/** FNV-1a, folded, of a text from an index on. */
function mixed(seed: number, text: string, from: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let index = from < 0 ? 0 : from; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
