const euros = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'EUR',
  minimumFractionDigits: 2,
});
const count = new Intl.NumberFormat('en');
// One time zone for the server and the browser: a page is rendered by both.
const longDate = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const shortDate = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

export const asMoney = (amount: number) => euros.format(amount);
export const asCount = (value: number) => count.format(value);
export const asDate = (date: string) => longDate.format(new Date(date));
export const asDay = (date: string) => shortDate.format(new Date(date));
export const asMonth = (date: string) => month.format(new Date(date));

/** "12 min", "3 h 5 min", "2 d". */
export function asDuration(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60)
    return [`${Math.floor(minutes / 60)} h`, minutes % 60 && `${minutes % 60} min`]
      .filter(Boolean)
      .join(' ');
  return `${Math.floor(minutes / (24 * 60))} d`;
}

export const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('');
