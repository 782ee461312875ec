import fc from 'fast-check';
import { parseInstant } from './instant.ts';

describe('an RFC 3339 instant', () => {
  it('is what Date makes of it, in any offset', () => {
    const dates = fc.date({ min: new Date(0), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: -1439, max: 1439 }), (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.abs(offset) / 60, Math.abs(offset) % 60].map((part) =>
          String(Math.floor(part)).padStart(2, '0'),
        );
        expect(parseInstant(`${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`)).toBe(
          date.getTime(),
        );
      }),
    );
  });

  it.each([
    ['2026-11-18T11:06:40Z', '2026-11-18T11:06:40.000Z'],
    ['2026-11-18t11:06:40z', '2026-11-18T11:06:40.000Z'],
    ['2026-11-18T11:06:40-00:00', '2026-11-18T11:06:40.000Z'],
    ['2026-11-18T11:06:40.1+05:30', '2026-11-18T05:36:40.100Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2016-12-31T15:59:60.5-08:00', '2017-01-01T00:00:00.500Z'],
  ])('%s is %s', (text, iso) => {
    expect(new Date(parseInstant(text) ?? NaN).toISOString()).toBe(iso);
  });

  it.each([
    ['a date alone', '2026-11-18'],
    ['no offset', '2026-11-18T11:06:40'],
    ['a space', '2026-11-18 11:06:40Z'],
    ['no seconds', '2026-11-18T11:06Z'],
    ['a leap day that is none', '2026-02-29T00:00:00Z'],
    ['a leap day of 1900', '1900-02-29T00:00:00Z'],
    ['the 31st of April', '2026-04-31T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['minute 60', '2026-01-01T00:60:00Z'],
    ['a leap second in the middle of a month', '2026-01-15T23:59:60Z'],
    ['a leap second in the middle of a day', '2016-12-31T11:59:60Z'],
    ['second 61', '2016-12-31T23:59:61Z'],
    ['an offset of a day', '2026-01-01T00:00:00+24:00'],
    ['an offset without a colon', '2026-01-01T00:00:00+0100'],
    ['an offset of hours alone', '2026-01-01T00:00:00+01'],
    ['a fraction of no digits', '2026-01-01T00:00:00.Z'],
    ['a comma', '2026-01-01T00:00:00,5Z'],
    ['a year of five digits', '12026-01-01T00:00:00Z'],
    ['a signed year', '+002026-01-01T00:00:00Z'],
    ['what follows it', '2026-01-01T00:00:00Z '],
    ['a line break', '2026-01-01T00:00:00Z\n'],
    ['other digits', '２026-01-01T00:00:00Z'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('keeps every millisecond, and what is finer', () => {
    for (let milliseconds = 0; milliseconds < 1000; milliseconds++) {
      const text = `1970-01-01T00:00:00.${String(milliseconds).padStart(3, '0')}Z`;
      expect(parseInstant(text)).toBe(milliseconds);
    }
    expect(parseInstant('1970-01-01T00:00:00.0005Z')).toBe(0.5);
  });
});
