import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, utcDate } from '../dates.ts';
import { observationsOf, type Point } from './points.ts';

const point = (moment: string, price = 1): Point => ({
  timestamp: Date.parse(moment),
  price,
  marketCap: null,
  totalVolume: null,
});
const dates = (points: readonly Point[]) => observationsOf(points).map(({ date }) => date);

describe('one observation a day', () => {
  test('of points on the same date the first is kept, in whatever order they come', () => {
    const points = [
      point('2024-03-31T07:00:00Z', 3),
      point('2024-03-31T00:00:00Z', 1),
      point('2024-04-01T00:00:00Z', 4),
      point('2024-03-31T23:59:59Z', 2),
    ];
    expect(observationsOf(points).map(({ price }) => price)).toEqual([1, 4]);
  });

  test('of points at the same moment the first in the file is kept', () => {
    const points = [point('2024-01-01T00:00:00Z', 1), point('2024-01-01T00:00:00Z', 2)];
    expect(observationsOf(points).map(({ price }) => price)).toEqual([1]);
  });

  test.each([
    ['2024-01-02T01:00:01Z', false],
    ['2024-01-02T12:00:00Z', false],
    ['2024-01-02T01:00:00Z', true],
    ['2024-01-02T00:07:39Z', true],
  ])('a newest date whose only point is at %s is kept: %s', (moment, isKept) => {
    const expected = ['2024-01-01', ...(isKept ? ['2024-01-02'] : [])];
    expect(dates([point('2024-01-01T00:00:00Z'), point(moment)])).toEqual(expected);
  });

  test('a newest date with two points is kept: the first, at 00:00, is settled', () => {
    const points = ['2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z', '2024-01-02T15:00:00Z'];
    expect(dates(points.map((moment) => point(moment)))).toEqual(['2024-01-01', '2024-01-02']);
  });

  test('an older date may have any time of day', () => {
    expect(dates([point('2024-01-01T18:00:00Z'), point('2024-01-02T00:00:00Z')])).toEqual([
      '2024-01-01',
      '2024-01-02',
    ]);
  });

  test('dates come out in order, once each, whatever goes in', () => {
    const moments = fc.integer({ min: -30 * 365 * DAY_MS, max: 80 * 365 * DAY_MS });
    fc.assert(
      fc.property(fc.array(moments, { maxLength: 60 }), (timestamps) => {
        const points = timestamps.map((timestamp) => ({
          timestamp,
          price: 1,
          marketCap: null,
          totalVolume: null,
        }));
        const found = dates(points);
        expect(found).toEqual([...new Set(found)].toSorted());
        const newest = timestamps.toSorted((a, b) => a - b).at(-1) ?? 0;
        const allowed = new Set(timestamps.map(utcDate));
        expect(found.every((date) => allowed.has(date))).toBe(true);
        expect(allowed.size - found.length).toBeLessThanOrEqual(newest % DAY_MS === 0 ? 0 : 1);
      }),
    );
  });

  test('a daylight-saving change and a leap day make no difference', () => {
    const start = Date.parse('2024-02-27T00:00:00Z');
    const hours = Array.from({ length: 24 * 40 }, (_, i) => new Date(start + i * HOUR_MS).toISOString());
    expect(dates(hours.map((moment) => point(moment)))).toHaveLength(40);
  });
});
