/** A tenth more or less, so that many processes do not come at the same moment. */
export function jittered(duration: number): number {
  return duration * (0.9 + Math.random() * 0.2);
}

/** Twice as long after each failure, up to `most` (or the base, where that is longer), and never under the base. */
export function backedOff(base: number, failures: number, most: number): number {
  const wait = Math.min(base * 2 ** Math.max(failures - 1, 0), Math.max(base, most));
  return wait * (1 + Math.random() / 2);
}
