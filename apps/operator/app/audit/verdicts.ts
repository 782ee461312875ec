import type {
  AuditVerificationResponse,
  BrokenEntryResponse,
  ChainFault,
} from '@halyard/contracts';

/** What to think of each way in which a chain can be broken, and what to do. */
const FAULTS: Readonly<Record<ChainFault, { readonly title: string; readonly advice: string }>> = {
  edited: {
    title: 'was changed after it was written',
    advice: 'Compare it with an export or a backup from before to see what was changed.',
  },
  missing: {
    title: 'was taken out',
    advice: 'Look for it in an export or a backup; its number says where it belongs.',
  },
  out_of_order: {
    title: 'is not in its place',
    advice: 'Somebody moved or inserted entries: compare the chain with an export.',
  },
  head_mismatch: {
    title: 'is not what was signed',
    advice:
      'The chain was cut or written anew. The signed head that you keep elsewhere says how it ended.',
  },
  head_forged: {
    title: 'has a head that this system did not sign',
    advice: 'Check the signing keys first: a key that was replaced and lost looks the same.',
  },
};

export interface Verdict {
  readonly title: string;
  readonly text: string;
  readonly advice?: string;
}

/** A verification's outcome, as people read it. */
export function verdictOf({ stream, entries, firstBroken }: AuditVerificationResponse): Verdict {
  if (firstBroken === undefined) {
    return {
      title: `The chain of ${stream} holds`,
      text:
        entries === 0
          ? 'Nothing has happened in it yet.'
          : `${counted(entries)}; none was edited, moved or taken out.`,
    };
  }
  const { title, advice } = FAULTS[firstBroken.reason];
  return {
    title: `The chain of ${stream} does not hold: entry ${firstBroken.seq} ${title}`,
    text: firstBroken.detail,
    advice: `${advice} ${extentOf(firstBroken)} Tell whoever answers for security.`,
  };
}

/** A head that does not fit says that something is wrong, not where: that may be before it. */
function extentOf({ reason, seq }: BrokenEntryResponse): string {
  if (reason === 'head_mismatch' || reason === 'head_forged') {
    return 'What is wrong may be earlier than that.';
  }
  return seq === 1 ? 'It is the first.' : `What comes before entry ${seq} holds.`;
}

export const counted = (entries: number) =>
  entries === 1 ? '1 entry' : `${entries.toLocaleString('en')} entries`;

/** 0 to 100, and never more: entries may come while one counts. */
export function percentDone({ checked, entries }: { checked: number; entries: number }): number {
  return entries === 0 ? 0 : Math.min(100, Math.floor((checked / entries) * 100));
}
