import type { CompiledFlag } from './flag.ts';

/** Which flag requires which, for questions about all of them at once: each is asked in time linear in the flags. */
export class PrerequisiteGraph {
  readonly #requires = new Map<string, readonly string[]>();
  readonly #requiredBy = new Map<string, string[]>();
  /** The longest chain below and above each flag that leads into no cycle. */
  readonly #below = new Map<string, Link>();
  readonly #above = new Map<string, Link>();

  constructor(flags: ReadonlyMap<string, CompiledFlag>) {
    for (const { key, prerequisites } of flags.values()) {
      const required = new Set(
        prerequisites.map(({ flag }) => flag).filter((flag) => flags.has(flag)),
      );
      if (required.size > 0) this.#requires.set(key, [...required]);
      for (const flag of required) {
        const dependents = this.#requiredBy.get(flag);
        if (dependents === undefined) this.#requiredBy.set(flag, [key]);
        else dependents.push(key);
      }
    }
    this.#measure();
  }

  /** The longest chain through a flag, from its top to its bottom. */
  chainThrough(key: string): string[] {
    return [...links(this.#above, key).reverse(), key, ...links(this.#below, key)];
  }

  /** The longest chain that starts with a flag. */
  chainFrom(key: string): string[] {
    return [key, ...links(this.#below, key)];
  }

  /** A way from a flag back to itself (`a`, `b`, `a`), or into a cycle that it requires (`a`, `b`, `c`, `b`). */
  cycleFrom(key: string): string[] | undefined {
    if (!this.#leadsIntoCycle(key)) return undefined;
    return this.#wayBack(key) ?? this.#wayIn(key);
  }

  /** Peels off the flags whose prerequisites are all peeled off; what stays leads into a cycle. */
  #measure(): void {
    const waitsFor = new Map([...this.#requires].map(([key, { length }]) => [key, length]));
    const order = [...this.#requiredBy.keys()].filter((key) => !waitsFor.has(key));
    for (const key of order) {
      for (const dependent of this.#requiredBy.get(key) ?? []) {
        lengthen(this.#below, dependent, key);
        const waits = (waitsFor.get(dependent) ?? 0) - 1;
        waitsFor.set(dependent, waits);
        if (waits === 0) order.push(dependent);
      }
    }
    for (const [key, waits] of waitsFor) if (waits > 0) this.#below.delete(key);
    for (const key of order.reverse()) {
      for (const required of this.#requires.get(key) ?? []) lengthen(this.#above, required, key);
    }
  }

  #leadsIntoCycle(key: string): boolean {
    return this.#requires.has(key) && !this.#below.has(key);
  }

  /** The shortest. */
  #wayBack(key: string): string[] | undefined {
    const seen = new Set<string>();
    const ways: [string, ...string[]][] = [[key]]; // each from its end to its start
    for (const way of ways) {
      for (const next of this.#requires.get(way[0]) ?? []) {
        if (next === key) return [next, ...way].reverse();
        if (seen.has(next) || !this.#leadsIntoCycle(next)) continue;
        seen.add(next);
        ways.push([next, ...way]);
      }
    }
    return undefined;
  }

  #wayIn(key: string): string[] {
    const way = new Set<string>();
    let at: string | undefined = key;
    while (at !== undefined && !way.has(at)) {
      way.add(at);
      at = this.#requires.get(at)?.find((next) => this.#leadsIntoCycle(next));
    }
    return at === undefined ? [...way] : [...way, at];
  }
}

interface Link {
  readonly next: string;
  readonly length: number;
}

function lengthen(links: Map<string, Link>, key: string, next: string): void {
  const length = (links.get(next)?.length ?? 0) + 1;
  if (length > (links.get(key)?.length ?? 0)) links.set(key, { next, length });
}

function links(links: ReadonlyMap<string, Link>, from: string): string[] {
  const chain: string[] = [];
  for (let link = links.get(from); link !== undefined; link = links.get(link.next))
    chain.push(link.next);
  return chain;
}
