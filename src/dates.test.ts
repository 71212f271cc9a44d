import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byDate, dateOf, dayNumber, utcDate } from './dates.ts';

const moments = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });

describe('dates', () => {
  it('are those of the moment in UTC, asked for once or again', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const expected = new Date(moment).toISOString().slice(0, 10);
        expect([utcDate(moment), utcDate(moment)]).toEqual([expected, expected]);
      }),
    );
  });

  it('have a number, and are the date of their number', () => {
    expect([dayNumber('1970-01-01'), dayNumber('2024-03-01'), dayNumber('1969-12-31')]).toEqual([
      0, 19783, -1,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 80_000 }), (day) => {
        expect([dayNumber(dateOf(day)), dayNumber(dateOf(day))]).toEqual([day, day]);
      }),
    );
  });

  it('have no number where they are no dates, and no date where there is no moment', () => {
    expect([dayNumber(''), dayNumber('2024-02-30x')]).toEqual([Number.NaN, Number.NaN]);
    expect(() => utcDate(Number.NaN)).toThrow(RangeError);
  });

  it('put what has one in the order of time, and leave what has the same in its order', () => {
    const days = ['2024-01-02', '2023-12-31', '2024-01-02', '2024-01-01'].map((date, k) => ({ date, k }));
    expect(days.toSorted(byDate).map(({ k }) => k)).toEqual([1, 3, 0, 2]);
  });
});
