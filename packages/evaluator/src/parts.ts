import type { CompiledParts } from './evaluation.ts';
import { compileFlag, type CompiledFlag } from './flag.ts';
import { compileOverrides, type CompiledOverrides } from './override.ts';
import type { Place } from './place.ts';
import { SCHEMA } from './ruleset.ts';
import { compileSegment, type CompiledSegment } from './segment.ts';

/** The parts of a ruleset. Those that are malformed are left out, and reported to the place's issues. */
export function compileParts(place: Place): CompiledParts {
  const schema = place.at('schema');
  if (schema.value !== SCHEMA) schema.refuse('schema_unsupported', `must be ${SCHEMA}`);
  place.at('environment').name();
  place.at('version').number();
  const killed: ReadonlySet<string> = new Set(place.at('killSwitches').strings());
  return {
    flags: flagsIn.of(place.at('flags')),
    segments: segmentsIn.of(place.at('segments')),
    overrides: overridesIn.of(place.at('overrides')),
    killedCategories: killed,
    everythingKilled: killed.has('*'),
  };
}

/**
 * What was made of each object so far. Only what was sound is kept, and only for as long as the object itself is: a
 * `WeakMap` by identity, which is what makes compiling a changed ruleset cost no more than the change.
 */
class Remembered<T> {
  readonly #known = new WeakMap<object, T>();

  constructor(private readonly make: (place: Place, name: string) => T) {}

  of(place: Place, name = '', isStill: (known: T) => boolean = () => true): T {
    const key = place.value;
    const isObject = typeof key === 'object' && key !== null;
    const known = isObject ? this.#known.get(key) : undefined;
    if (known !== undefined && isStill(known)) return known;
    const before = place.issueCount;
    const made = this.make(place, name);
    if (isObject && place.issueCount === before) this.#known.set(key, made);
    return made;
  }
}

const flags = new Remembered<CompiledFlag>(compileFlag);
const segments = new Remembered<CompiledSegment>(compileSegment);
const overridesIn = new Remembered<CompiledOverrides>(compileOverrides);

const flagsIn = new Remembered<ReadonlyMap<string, CompiledFlag>>((place) =>
  soundEntries(place, (flag, key) => flags.of(flag, key, (known) => known.key === key)),
);

const segmentsIn = new Remembered<ReadonlyMap<string, CompiledSegment>>((place) =>
  soundEntries(place, (segment) => segments.of(segment)),
);

/** The entries that nothing is wrong with. */
function soundEntries<T>(place: Place, read: (entry: Place, key: string) => T): Map<string, T> {
  const sound = new Map<string, T>();
  place.entries((entry, key) => {
    const before = entry.issueCount;
    const made = read(entry, key);
    if (entry.issueCount === before) sound.set(key, made);
  });
  return sound;
}
