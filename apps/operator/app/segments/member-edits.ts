import type { Change, SegmentList } from '@halyard/contracts';

/** What is to become of a list, until it is reviewed. */
export interface MemberEdits {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export const NO_EDITS: MemberEdits = { added: [], removed: [] };

/** As the API has them; a test compares. */
export const MOST_IN_BATCH = 10_000;
export const MOST_MEMBERS = 100_000;
export const LONGEST_KEY = 512;
/** A change that is reviewed is sent as JSON: over this the API takes none. */
export const MOST_REVIEWED_BYTES = 1024 * 1024;

/** Targeting keys as people paste them: one a line, or with commas, tabs or semicolons between. */
export function keysIn(text: string): string[] {
  const keys = text.split(/[\n\r,;\t]+/).map((key) => key.trim());
  return [...new Set(keys.filter((key) => key !== ''))];
}

export interface Sorted {
  /** Not on the list yet. */
  readonly fresh: readonly string[];
  readonly known: number;
  readonly tooLong: number;
}

/** What of the keys would be new on a list. */
export function sortedOut(keys: readonly string[], members: Iterable<string>): Sorted {
  const there = new Set(members);
  const fits = keys.filter((key) => key.length <= LONGEST_KEY);
  const fresh = fits.filter((key) => !there.has(key));
  return { fresh, known: fits.length - fresh.length, tooLong: keys.length - fits.length };
}

/** Adds keys; one that was to be removed just stays. */
export function withAdded(
  { added, removed }: MemberEdits,
  keys: readonly string[],
  members: ReadonlySet<string>,
): MemberEdits {
  const wanted = new Set(keys);
  const fresh = keys.filter((key) => !members.has(key));
  return {
    added: [...new Set([...fresh, ...added])],
    removed: removed.filter((key) => !wanted.has(key)),
  };
}

/** Removes a key; one that was to be added just is not. */
export function withRemoved({ added, removed }: MemberEdits, key: string): MemberEdits {
  if (added.includes(key)) return { added: added.filter((one) => one !== key), removed };
  return { added, removed: [...removed, key] };
}

export const withKept = ({ added, removed }: MemberEdits, key: string): MemberEdits => ({
  added,
  removed: removed.filter((one) => one !== key),
});

/** The edits that make a list of another. */
export function editsBetween(before: readonly string[], after: readonly string[]): MemberEdits {
  const [had, has] = [new Set(before), new Set(after)];
  return {
    added: after.filter((key) => !had.has(key)),
    removed: before.filter((key) => !has.has(key)),
  };
}

export function applied(members: readonly string[], { added, removed }: MemberEdits): string[] {
  const gone = new Set(removed);
  return [...members.filter((member) => !gone.has(member)), ...added].sort();
}

export const isEdited = ({ added, removed }: MemberEdits) => added.length + removed.length > 0;

interface EditedList {
  readonly key: string;
  readonly list: SegmentList;
  readonly version: number;
  readonly members: readonly string[];
  readonly edits: MemberEdits;
}

/** The change that makes the edits: in a batch as long as it is one, or else with the whole list. */
export function membersChange({ key, list, version, members, edits }: EditedList): Change {
  const { added, removed } = edits;
  if (Math.max(added.length, removed.length) <= MOST_IN_BATCH) {
    return {
      action: 'segment.members',
      key,
      list,
      version,
      ...(added.length > 0 && { add: [...added] }),
      ...(removed.length > 0 && { remove: [...removed] }),
    };
  }
  return { action: 'segment.upload', key, list, version, members: applied(members, edits) };
}

/** Whether it can be previewed, and filed for approval: it travels as JSON then. */
export const isReviewable = (change: Change) =>
  new Blob([JSON.stringify({ change })]).size < MOST_REVIEWED_BYTES;
