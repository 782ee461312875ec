import type { Change } from '@halyard/contracts';

/** What one tries on: an open change request, or a change that is not filed. */
export type Draft = { readonly request: string } | { readonly change: Change };

/** Longer ones would make links that do not survive being sent. */
const MOST_IN_URL = 1_500;
const STORED = 'stored-';
const keyOf = (id: string) => `halyard:draft:${id}`;

export interface DraftStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** A change as a link has it; one that is too long is kept in this tab, and the link names it. */
export function draftToQuery(change: Change, store: DraftStore): string {
  const text = JSON.stringify(change);
  if (text.length <= MOST_IN_URL) return text;
  const id = crypto.randomUUID().slice(0, 8);
  store.setItem(keyOf(id), text);
  return `${STORED}${id}`;
}

/** `undefined` where there is none; `null` where it is not there any more, or was in another's tab. */
export function draftFrom(value: unknown, store: DraftStore | undefined): Draft | null | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (/^CR-\d+$/.test(value)) return { request: value };
  const text = value.startsWith(STORED)
    ? (store?.getItem(keyOf(value.slice(STORED.length))) ?? null)
    : value;
  return text === null ? null : changeFrom(text);
}

export const isStored = (value: unknown) => typeof value === 'string' && value.startsWith(STORED);

function changeFrom(text: string): Draft | null {
  try {
    const change = JSON.parse(text) as Change;
    return typeof change.action === 'string' ? { change } : null;
  } catch {
    return null;
  }
}
