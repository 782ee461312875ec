import { fieldWords, same } from './differences';
import type { FlagDraft } from './draft';

export type Side = 'mine' | 'theirs';

/** A field that somebody else has changed: what it was, what they made of it, and what I did. */
export interface ThreeWayField {
  readonly pointer: string;
  readonly label: string;
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
  /** Both have changed it, and not to the same. */
  readonly clashes: boolean;
}

interface Leaf {
  readonly pointer: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

/** Every field that they have changed since, in the order of the draft. */
export function threeWay(base: FlagDraft, theirs: FlagDraft, mine: FlagDraft): ThreeWayField[] {
  return leavesOf({ pointer: '', base, theirs, mine })
    .filter((leaf) => !same(leaf.base, leaf.theirs))
    .map((leaf) => {
      const { pointer } = leaf;
      const words = (value: unknown) => fieldWords(pointer, value);
      const { label, text } = words(leaf.base);
      const [theirText, myText] = [words(leaf.theirs).text, words(leaf.mine).text];
      return {
        pointer,
        label,
        base: text,
        theirs: theirText,
        mine: myText,
        clashes: clashes(leaf),
      };
    });
}

/** Both edits in one draft. Where they clash it is as chosen, and mine where nothing is. */
export function settled(
  base: FlagDraft,
  theirs: FlagDraft,
  mine: FlagDraft,
  chosen: Readonly<Record<string, Side>> = {},
): FlagDraft {
  const settle = (leaf: Leaf): unknown => {
    const inner = childrenOf(leaf);
    if (inner !== undefined) {
      return Object.fromEntries(inner.map(([key, child]) => [key, settle(child)]));
    }
    if (clashes(leaf)) return chosen[leaf.pointer] === 'theirs' ? leaf.theirs : leaf.mine;
    return same(leaf.base, leaf.mine) ? leaf.theirs : leaf.mine;
  };
  return settle({ pointer: '', base, theirs, mine }) as FlagDraft;
}

function leavesOf(leaf: Leaf): Leaf[] {
  const inner = childrenOf(leaf);
  return inner === undefined ? [leaf] : inner.flatMap(([, child]) => leavesOf(child));
}

/** The fields of a value that all three have in the same shape; a list, or another shape, is one field. */
function childrenOf({ pointer, base, theirs, mine }: Leaf): [string, Leaf][] | undefined {
  if (!isPlain(base) || !isPlain(theirs) || !isPlain(mine)) return undefined;
  const keys = Object.keys(base);
  const hasSameKeys = (other: object) => same([...keys].sort(), Object.keys(other).sort());
  if (!hasSameKeys(theirs) || !hasSameKeys(mine)) return undefined;
  return keys.map((key) => [
    key,
    { pointer: `${pointer}/${key}`, base: base[key], theirs: theirs[key], mine: mine[key] },
  ]);
}

const clashes = ({ base, theirs, mine }: Leaf) =>
  !same(base, theirs) && !same(base, mine) && !same(mine, theirs);

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
