/** How far back one can look, as the URL has it. */
export const RANGES = {
  '24h': { hours: 24, label: '24 hours', words: 'the last 24 hours' },
  '7d': { hours: 168, label: '7 days', words: 'the last 7 days' },
} as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as Range[];

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });

/** "10:30" in a day, "Sat 21" in a week: for an axis. */
export function tickOf(range: Range, at: number): string {
  return (range === '24h' ? clock : day).format(at);
}

/** "Sat 21, 10:30 – 11:00", as the reader's clock has it. */
export function stretchOf(from: number, to: number): string {
  return `${day.format(from)}, ${clock.format(from)} – ${clock.format(to)}`;
}
