/** The keys from one to the other, both included, in the order of the list; the one alone without another. */
export function keysBetween(keys: readonly string[], one: string | undefined, other: string) {
  const [from, to] = [one === undefined ? -1 : keys.indexOf(one), keys.indexOf(other)];
  return from === -1 ? [other] : keys.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Takes all in, or all out where all are in. */
export function toggled(selected: ReadonlySet<string>, keys: readonly string[]): Set<string> {
  const all = keys.every((key) => selected.has(key));
  const rest = [...selected].filter((key) => !keys.includes(key));
  return new Set(all ? rest : [...selected, ...keys]);
}
