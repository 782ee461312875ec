const HOUR = 3_600_000;

/** How far back one looks, counted from now. */
export const STRETCHES = {
  '1h': { label: 'The last hour', length: HOUR },
  '24h': { label: 'The last 24 hours', length: 24 * HOUR },
  '7d': { label: 'The last 7 days', length: 7 * 24 * HOUR },
  '30d': { label: 'The last 30 days', length: 30 * 24 * HOUR },
} as const;
export type Stretch = keyof typeof STRETCHES;

/** The moment at which a stretch begins; `undefined` for one that is none. */
export function startOf(stretch: string, now: number): string | undefined {
  const known = Object.hasOwn(STRETCHES, stretch) ? STRETCHES[stretch as Stretch] : undefined;
  return known && new Date(now - known.length).toISOString();
}

/** A moment as `<input type="datetime-local">` has it: local, to the minute. */
export function toLocalInput(instant: string | undefined): string {
  if (instant === undefined || Number.isNaN(Date.parse(instant))) return '';
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export function fromLocalInput(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
