import type { FeatureRequestState, FeatureResponse } from '@halyard/contracts';
import { asDate } from '../workspace/format';

/** Whom of a tenant's people a feature is on for. */
export function audienceWords({ audience, percentage, people }: FeatureResponse): string {
  if (audience === 'share') return `For ${percentage} % of your people`;
  if (audience === 'people') return people === 1 ? 'For one person' : `For ${people} people`;
  return 'For everyone';
}

/** What sets a pilot apart; nothing where it is none. */
export function pilotWords({ pilot, until }: FeatureResponse): string | undefined {
  if (!pilot) return undefined;
  return until === null ? 'Pilot' : `Pilot until ${asDate(until)}`;
}

interface StateWords {
  readonly label: string;
  readonly icon: string;
  readonly color: 'neutral' | 'success' | 'primary';
}

export const REQUEST_WORDS: Readonly<Record<FeatureRequestState, StateWords>> = {
  open: { label: 'Waiting for an answer', icon: 'i-lucide-clock', color: 'neutral' },
  accepted: { label: 'Accepted', icon: 'i-lucide-circle-check', color: 'success' },
  declined: { label: 'Declined', icon: 'i-lucide-circle-minus', color: 'neutral' },
};

/** What to do where nothing came, by what went wrong. */
export function failureWords(error: unknown): string {
  const status = (error as { readonly statusCode?: number } | undefined)?.statusCode;
  if (status === 403) return 'Your role does not let you see this any more. Reload the page.';
  return 'Check your connection, and try again in a moment.';
}
