import type { BrokenEntryResponse } from '@halyard/contracts';
import { GENESIS, isSealed } from './audit-entry.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditHead } from './audit-head.ts';

/** How far a chain holds. */
export interface Walk {
  /** The last entry that follows; seq 0 before the first. */
  readonly last: Place;
  /** The first place that shows that it does not hold; null where all of it does. */
  readonly broken: BrokenEntryResponse | null;
}

export type Place = Pick<AuditEntry, 'seq' | 'hash' | 'id'>;

const START: Place = { seq: 0, hash: GENESIS, id: '' };

/** Walks a chain and its heads side by side, both in order; yields the seq of each entry that holds. */
export async function* walk(
  entries: AsyncIterable<AuditEntry>,
  heads: AsyncIterable<AuditHead>,
  isGenuine: (head: AuditHead) => boolean,
): AsyncGenerator<number, Walk> {
  const ahead = heads[Symbol.asyncIterator]();
  try {
    let head = await next(ahead);
    let last = START;
    for await (const entry of entries) {
      const broken = entryFault(entry, last);
      if (broken !== null) return { last, broken };
      for (; head !== null && head.seq <= entry.seq; head = await next(ahead)) {
        const broken = headFault(head, entry, isGenuine);
        if (broken !== null) return { last, broken };
      }
      last = entry;
      yield entry.seq;
    }
    return { last, broken: head && (await beyondFault(head, ahead, last, isGenuine)) };
  } finally {
    await ahead.return?.();
  }
}

/** Why an entry does not follow from the one before it. */
function entryFault(entry: AuditEntry, last: Place): BrokenEntryResponse | null {
  const { seq, id } = entry;
  if (seq > last.seq + 1) {
    const detail = `Entry ${last.seq + 1} is missing: the next one that there is has number ${seq}`;
    return { seq: last.seq + 1, id: null, reason: 'missing', detail };
  }
  if (seq < last.seq + 1) {
    return { seq, id, reason: 'out_of_order', detail: `Entry ${seq} comes after ${last.seq}` };
  }
  if (!isSealed(entry)) {
    const detail = `Entry ${seq} was edited: its hash is not that of its content`;
    return { seq, id, reason: 'edited', detail };
  }
  return entry.prevHash === last.hash ? null : linkFault(entry, last);
}

/** What the later of two recorded of the earlier was sealed with it: the earlier is another one now. */
function linkFault({ seq, id }: AuditEntry, last: Place): BrokenEntryResponse {
  if (last.seq === 0) {
    const detail = 'The first entry names one before it';
    return { seq, id, reason: 'out_of_order', detail };
  }
  const detail = `Entry ${last.seq} was replaced: entry ${seq} was written after one with another hash`;
  return { seq: last.seq, id: last.id, reason: 'edited', detail };
}

/** Why a head does not speak of the entry at its place. */
function headFault(
  head: AuditHead,
  entry: Place,
  isGenuine: (head: AuditHead) => boolean,
): BrokenEntryResponse | null {
  const { seq, signedAt } = head;
  if (!isGenuine(head)) return forged(head, entry.id);
  if (head.seq === entry.seq && head.hash === entry.hash) return null;
  const detail = `The head signed at ${signedAt} says that entry ${seq} was another: it, or one before it, was rewritten`;
  return { seq, id: entry.id, reason: 'head_mismatch', detail };
}

/** What the heads beyond the last entry say: the newest one counts the most. */
async function beyondFault(
  first: AuditHead,
  more: AsyncIterator<AuditHead>,
  last: Place,
  isGenuine: (head: AuditHead) => boolean,
): Promise<BrokenEntryResponse> {
  let newest = first;
  for (let head: AuditHead | null = first; head !== null; head = await next(more)) {
    if (!isGenuine(head)) return forged(head, null);
    newest = head;
  }
  const detail = `The head signed at ${newest.signedAt} says ${newest.seq} entries, there are ${last.seq}`;
  return { seq: last.seq + 1, id: null, reason: 'head_mismatch', detail };
}

function forged({ seq, kid, signedAt }: AuditHead, id: string | null): BrokenEntryResponse {
  const detail = `The head at entry ${seq}, of ${signedAt}, was not signed with the key that it names (${kid}), or that key is not known here`;
  return { seq, id, reason: 'head_forged', detail };
}

async function next<T>(iterator: AsyncIterator<T>): Promise<T | null> {
  const { done, value } = await iterator.next();
  return done === true ? null : (value as T);
}
