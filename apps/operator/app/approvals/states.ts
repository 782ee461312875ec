import type { RequestState } from '@halyard/contracts';
import type { StateLook } from '~/states/look';

/** The states of a request as people see them. */
export const REQUEST_LOOKS: Readonly<Record<RequestState, StateLook>> = {
  draft: { label: 'Draft', icon: 'i-lucide-pencil', color: 'neutral' },
  in_review: { label: 'In review', icon: 'i-lucide-eye', color: 'info' },
  approved: { label: 'Approved', icon: 'i-lucide-clock', color: 'success' },
  applied: { label: 'Applied', icon: 'i-lucide-circle-check-big', color: 'success' },
  rejected: { label: 'Rejected', icon: 'i-lucide-circle-x', color: 'error' },
  withdrawn: { label: 'Withdrawn', icon: 'i-lucide-undo-2', color: 'neutral' },
  conflicted: { label: 'Conflict', icon: 'i-lucide-git-compare-arrows', color: 'warning' },
  expired: { label: 'Expired', icon: 'i-lucide-timer-off', color: 'neutral' },
};

/** Somebody still has to do something about it, or it waits for its time. */
export const isOpen = (state: RequestState) =>
  ['in_review', 'conflicted', 'approved', 'draft'].includes(state);
