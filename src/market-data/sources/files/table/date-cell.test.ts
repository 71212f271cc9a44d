import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DateReader, withDayAndMonthSwapped } from './date-cell.ts';

const read = (cell: string) => {
  const moment = new DateReader().read(cell);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
};

describe('a date', () => {
  test.each([
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024/1/31', '2024-01-31T00:00:00.000Z'],
    ['20240131', '2024-01-31T00:00:00.000Z'],
    ['20240131T', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31 00:00', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31 23:59:59 UTC', '2024-01-31T23:59:59.000Z'],
    ['2024-01-31T23:59:59.999Z', '2024-01-31T23:59:59.999Z'],
    ['2024-01-31T23:59:59.000Z', '2024-01-31T23:59:59.000Z'],
    ['2024-01-31 23:59:59.000000 UTC', '2024-01-31T23:59:59.000Z'],
    ['2024-01-31 00:00:00+00:00', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31 01:00:00+0100', '2024-01-31T00:00:00.000Z'],
    ['2024-01-30T19:00:00-05:00', '2024-01-31T00:00:00.000Z'],
    ['2019-12-10 11-PM', '2019-12-10T23:00:00.000Z'],
    ['2019-12-10 12-AM', '2019-12-10T00:00:00.000Z'],
    ['1/31/2024 12:30 PM', '2024-01-31T12:30:00.000Z'],
    ['31.01.2024', '2024-01-31T00:00:00.000Z'],
    ['31-01-24', '2024-01-31T00:00:00.000Z'],
    ['01/31/2024', '2024-01-31T00:00:00.000Z'],
    ['Jan 31, 2024', '2024-01-31T00:00:00.000Z'],
    ['January 31st, 2024', '2024-01-31T00:00:00.000Z'],
    ['31 Jan 2024', '2024-01-31T00:00:00.000Z'],
    ['31-Jan-24', '2024-01-31T00:00:00.000Z'],
    ['Wed Jan 31 2024 00:00:00 GMT+0000 (Coordinated Universal Time)', '2024-01-31T00:00:00.000Z'],
    ['1706659200', '2024-01-31T00:00:00.000Z'],
    ['1706659200.0', '2024-01-31T00:00:00.000Z'],
    ['1706659200000', '2024-01-31T00:00:00.000Z'],
    ['1706659200000000', '2024-01-31T00:00:00.000Z'],
    ['1706659200000000000', '2024-01-31T00:00:00.000Z'],
  ])('%s is %s', (cell, moment) => {
    expect(read(cell)).toBe(moment);
  });

  test.each([
    ...[
      '',
      'x',
      '2024-02-30',
      '2024-13-01',
      '2024-00-10',
      '20240230',
      '2024-01-31 25:00',
      '2024-01-31 10:61',
    ],
    ...['31.13.2024', 'Foo 31, 2024', '2024-01', '1.70666E+12', '12', '2024-01/31', '2024-01-31 +'],
  ])('%j is none', (cell) => {
    expect(read(cell)).toBeUndefined();
  });

  test('at 00:00 elsewhere is that date where dates are local', () => {
    expect(new DateReader(true).read('2020-06-01 00:00:00+01:00')).toBe(Date.UTC(2020, 5, 1));
    expect(new DateReader(true).read('2020-06-01 05:00:00+01:00')).toBe(Date.UTC(2020, 5, 1, 4));
  });
});

describe('the order of day and month', () => {
  test('is what a date shows that can be read in one way', () => {
    const reader = new DateReader();
    const early = [reader.read('03/04/2024'), reader.read('04/04/2024')];
    expect(reader.order).toBeUndefined();
    expect(reader.isAmbiguous).toBe(true);
    expect(reader.read('13/04/2024')).toBe(Date.UTC(2024, 3, 13));
    expect(reader).toMatchObject({ order: 'day first', swappedUpTo: 2 });
    expect(early.map(withDayAndMonthSwapped)).toEqual([Date.UTC(2024, 3, 3), Date.UTC(2024, 3, 4)]);
    expect(reader.read('05/04/2024')).toBe(Date.UTC(2024, 3, 5));
    expect(reader.read('04/13/2024')).toBeNaN();
  });

  test('swapped twice is the same moment', () => {
    const moments = fc.tuple(
      fc.integer({ min: 2009, max: 2099 }),
      fc.nat(11),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(86_399),
    );
    fc.assert(
      fc.property(moments, ([year, month, day, second]) => {
        const moment = Date.UTC(year, month, day) + second * 1000;
        expect(withDayAndMonthSwapped(withDayAndMonthSwapped(moment))).toBe(moment);
      }),
    );
  });
});
