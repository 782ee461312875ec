import type { Ruleset } from '@halyard/evaluator';

const measured = new WeakMap<object, number>();

/** About how many bytes of JSON a ruleset is, without overrides. A part that did not change is not measured again. */
export function sizeOf({ flags, segments }: Ruleset): number {
  return [flags, segments].reduce((bytes, parts) => bytes + sizeOfAll(parts), 0);
}

function sizeOfAll(parts: Readonly<Record<string, object>>): number {
  return Object.entries(parts).reduce(
    (bytes, [key, part]) => bytes + key.length + bytesOf(part),
    0,
  );
}

function bytesOf(part: object): number {
  const known = measured.get(part) ?? Buffer.byteLength(JSON.stringify(part));
  measured.set(part, known);
  return known;
}
