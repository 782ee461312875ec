import type { StaleReason, StaleResponse } from '@halyard/contracts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** For so long nothing has to have happened. */
const DAYS = 30;

/** What speaks for tidying a flag up, and what to do about it. Where several hold, the first is told. */
const REASONS = {
  unserved: {
    words: `Not evaluated for ${DAYS} days`,
    action: 'If no code asks for it any more, archive it.',
  },
  launched: {
    words: `On for everyone, unchanged for ${DAYS} days`,
    action: 'Take it out of the code, then archive it.',
  },
  abandoned: {
    words: `Off everywhere, unchanged for ${DAYS} days`,
    action: 'Roll it out, or archive it.',
  },
} satisfies Record<StaleReason, Omit<StaleResponse, 'reason'>>;

/** Nothing has happened since then: it counts as long. */
export const longBefore = (now: number) => new Date(now - DAYS * DAY_MS);

/** The first of the reasons that hold; null where none does. */
export function staleOf(holding: ReadonlySet<StaleReason>): StaleResponse | null {
  const names = Object.keys(REASONS) as StaleReason[];
  const reason = names.find((name) => holding.has(name));
  return reason === undefined ? null : { reason, ...REASONS[reason] };
}
