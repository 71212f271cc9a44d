import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../dates.ts';
import { conflictsBetween } from './changes.ts';
import { betweenPrices, chartOf, mergeCharts, type Retrieval, type StoredChart } from './stored-chart.ts';

const market = { coin: 'bitcoin', vsCurrency: 'usd' };
/** A retrieval of that number, under a clock that went backwards meanwhile. */
const retrieval = (number: number): Retrieval => ({
  number,
  source: 'coingecko',
  retrievedAt: `2024-01-${String(29 - number).padStart(2, '0')}T00:00:00.000Z`,
  daysAsked: 365,
});
const value = fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { freq: 8 });
const chart = (retrievedOn: fc.Arbitrary<number>): fc.Arbitrary<StoredChart> =>
  fc
    .tuple(
      retrievedOn,
      fc.uniqueArray(
        fc.record({
          date: fc.nat(40).map((day) => addDays('2023-01-01', day)),
          price: value,
          marketCap: value,
          totalVolume: value,
        }),
        { selector: ({ date }) => date },
      ),
    )
    .map(([day, observations]) =>
      chartOf(
        market,
        betweenPrices(observations.toSorted((a, b) => (a.date < b.date ? -1 : 1))),
        retrieval(day),
      ),
    );
const older = chart(fc.integer({ min: 1, max: 9 }));
const newer = chart(fc.integer({ min: 10, max: 19 }));
const newest = chart(fc.integer({ min: 20, max: 28 }));

describe('merging charts', () => {
  test('with itself changes nothing', () => {
    fc.assert(fc.property(older, (a) => void expect(mergeCharts(a, a)).toEqual(a)));
  });

  test('gives the same in either order, and in any grouping, by the numbers alone', () => {
    fc.assert(
      fc.property(older, newer, newest, (a, b, c) => {
        expect(mergeCharts(a, b)).toEqual(mergeCharts(b, a));
        expect(mergeCharts(mergeCharts(a, b), c)).toEqual(mergeCharts(a, mergeCharts(b, c)));
      }),
    );
  });

  test('keeps every date of both, once and in order', () => {
    fc.assert(
      fc.property(older, newer, (a, b) => {
        const all = [...a.observations, ...b.observations].map(({ date }) => date);
        const merged = mergeCharts(a, b).observations.map(({ date }) => date);
        expect(merged).toEqual([...new Set(all)].toSorted());
        expect(betweenPrices(mergeCharts(a, b).observations)).toEqual(mergeCharts(a, b).observations);
      }),
    );
  });

  test('lets the later retrieval win, whatever the clock said, and keeps what it does not know', () => {
    fc.assert(
      fc.property(older, newer, (a, b) => {
        const [before, after] = [a, b].map((each) => new Map(each.observations.map((o) => [o.date, o])));
        for (const merged of mergeCharts(a, b).observations) {
          const [old, fresh] = [before?.get(merged.date), after?.get(merged.date)];
          expect(merged.price).toBe(fresh?.price ?? old?.price ?? null);
          expect(merged.marketCap).toBe(fresh?.marketCap ?? old?.marketCap ?? null);
          expect(merged.retrieval).toBe((fresh ?? old)?.retrieval);
        }
      }),
    );
  });
});

describe('a conflict', () => {
  const day = (price: number | null) => [{ date: '2023-01-01', price, marketCap: null, totalVolume: null }];

  test.each([
    [100, 101, 0],
    [100, 99, 0],
    [100, 101.01, 1],
    [100, 98.99, 1],
    [100, 105, 1],
  ])('a price of %d that becomes %d is %d', (before, after, count) => {
    expect(conflictsBetween(day(before), day(after))).toHaveLength(count);
  });

  test.each([
    [null, 100],
    [100, null],
  ])('is none where a price of %s becomes %s', (before, after) => {
    expect(conflictsBetween(day(before), day(after))).toEqual([]);
  });

  test('names the day and both prices', () => {
    expect(conflictsBetween(day(100), day(105))).toEqual([{ date: '2023-01-01', older: 100, newer: 105 }]);
  });
});
