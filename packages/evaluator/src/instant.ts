const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * An RFC 3339 date-time as milliseconds since the epoch (with a fraction where it has finer digits), or undefined where
 * the text is not one. Strict: an offset is required, the date has to exist, and a 60th second is taken only where a
 * leap second can be, at the end of a UTC month. `Date.parse` accepts far more, and differs between engines.
 */
export function parseInstant(text: string): number | undefined {
  const parts = RFC_3339.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as Six;
  const [fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = parts.slice(7);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;

  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1);
  const instant =
    daysSinceEpoch(year, month, day) * DAY + (hour * 60 + minute - offset) * MINUTE + second * 1000;
  if (second === 60 && !startsUtcMonth(instant)) return undefined;
  return instant + Number(`${fraction.slice(0, 3).padEnd(3, '0')}.${fraction.slice(3)}`);
}

type Six = [number, number, number, number, number, number];

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** `Date.UTC` would take the years 0 to 99 for 1900 to 1999. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
}

/** A leap second is the moment before a month begins, which is where milliseconds since the epoch put it. */
function startsUtcMonth(instant: number): boolean {
  return instant % DAY === 0 && new Date(instant).getUTCDate() === 1;
}
