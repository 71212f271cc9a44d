import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, dateOf, HOUR_MS } from '../dates.ts';
import { observationsOf, type Point } from './points.ts';

const point = (moment: string, price = 1): Point => ({
  timestamp: Date.parse(moment),
  price,
  marketCap: null,
  totalVolume: null,
});
const dates = (points: readonly Point[], retrievedAt?: string) =>
  observationsOf(
    points,
    retrievedAt === undefined ? {} : { retrievedAt: new Date(retrievedAt) },
  ).observations.map(({ date }) => date);
const prices = (points: readonly Point[]) => observationsOf(points).observations.map(({ price }) => price);

describe('one observation a date', () => {
  test('is the point nearest to 00:00 UTC, in whatever order they come', () => {
    const points = [
      point('2024-03-31T07:00:00Z', 3),
      point('2024-03-31T00:00:20Z', 1),
      point('2024-04-01T00:00:00Z', 4),
      point('2024-03-30T23:59:50Z', 5),
      point('2024-03-31T23:59:59Z', 2),
    ];
    expect(prices(points)).toEqual([5, 4]);
  });

  test('is of equally near points the first that is given, before midnight or after it', () => {
    const [before, after] = [point('2023-12-31T23:59:00Z', 1), point('2024-01-01T00:01:00Z', 2)];
    expect(prices([before, after])).toEqual([1]);
    expect(prices([after, before])).toEqual([2]);
    expect(prices([after, { ...after, price: 3 }])).toEqual([2]);
  });

  test.each([
    ['2024-01-01T23:00:00Z', true],
    ['2024-01-01T22:59:59Z', false],
    ['2024-01-02T00:07:39Z', true],
    ['2024-01-02T01:00:00Z', true],
    ['2024-01-02T01:00:01Z', false],
    ['2024-01-02T12:00:00Z', false],
  ])('is that of 2 January where the point is at %s: %s', (moment, isObserved) => {
    expect(dates([point(moment)])).toEqual(isObserved ? ['2024-01-02'] : []);
  });

  test('is missing where the prices of a date are all over an hour from its 00:00, and that is told', () => {
    const points = [
      point('2017-06-05T00:00:00Z'),
      point('2017-06-06T23:29:55Z', 2),
      point('2017-06-07T00:00:00Z', 3),
      point('2017-06-08T12:00:00Z'),
      { ...point('2017-06-10T12:00:00Z'), price: null },
    ];
    const { observations, offHourDates } = observationsOf(points);
    expect(observations.map(({ date, price }) => [date, price])).toEqual([
      ['2017-06-05', 1],
      ['2017-06-07', 3],
    ]);
    expect(offHourDates).toEqual(['2017-06-06', '2017-06-08']);
  });

  test('has the values of its point, those that are missing included', () => {
    const values = { price: null, marketCap: 5, totalVolume: null };
    const { observations } = observationsOf([{ timestamp: Date.parse('2024-01-02T00:00:01Z'), ...values }]);
    expect(observations).toEqual([{ date: '2024-01-02', ...values }]);
  });
});

describe('a live answer', () => {
  test.each([
    ['2024-01-02T12:00:00Z', []],
    ['2024-01-02T23:30:00Z', []],
    ['2024-01-02T23:59:44Z', []],
    ['2024-01-02T23:59:45Z', ['2024-01-03']],
    ['2024-01-03T00:00:00Z', ['2024-01-03']],
    ['2024-01-03T00:04:00Z', ['2024-01-03']],
  ])('retrieved at %s, with a point of then, has of it %j', (now, ofNow) => {
    const settled = [point('2024-01-01T00:00:00Z'), point('2024-01-02T00:00:00Z')];
    expect(dates([...settled, point(now)], now)).toEqual(['2024-01-01', '2024-01-02', ...ofNow]);
  });

  test('of points just before midnight has the nearest, also where an earlier one is too early', () => {
    const points = [point('2024-01-02T23:59:00Z', 1), point('2024-01-02T23:59:50Z', 2)];
    const { observations } = observationsOf(points, { retrievedAt: new Date('2024-01-02T23:59:51Z') });
    expect(observations).toMatchObject([{ date: '2024-01-03', price: 2 }]);
  });
});

describe('observations', () => {
  test('come out in order, once a date, each from a point within an hour', () => {
    const moments = fc.oneof(
      fc.integer({ min: -30 * 365 * DAY_MS, max: 80 * 365 * DAY_MS }),
      fc
        .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS }))
        .map(([day, rest]) => day * DAY_MS + rest),
    );
    fc.assert(
      fc.property(fc.array(moments, { maxLength: 60 }), (timestamps) => {
        const points = timestamps.map((timestamp) => ({
          timestamp,
          price: timestamp,
          marketCap: null,
          totalVolume: null,
        }));
        const { observations, offHourDates } = observationsOf(points);
        const found = observations.map(({ date }) => date);
        expect(found).toEqual([...new Set(found)].toSorted());
        for (const { date, price } of observations) {
          const distances = timestamps.map((timestamp) => Math.abs(timestamp - Date.parse(date)));
          expect(Math.abs((price ?? Number.NaN) - Date.parse(date))).toBe(Math.min(...distances));
        }
        const all = new Set(timestamps.map((timestamp) => dateOf(Math.floor(timestamp / DAY_MS))));
        expect(offHourDates).toEqual([...all].filter((date) => !found.includes(date)).toSorted());
      }),
    );
  });

  test('are one a day of hourly points, across a daylight-saving change and a leap day', () => {
    const start = Date.parse('2024-02-27T00:00:00Z');
    const hours = Array.from({ length: 24 * 40 }, (_, i) => new Date(start + i * HOUR_MS).toISOString());
    expect(dates(hours.map((moment) => point(moment)))).toHaveLength(41);
  });
});
