import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Observation } from '../domain.ts';
import { engineer, featureSets, labelled, newestRow } from './engineer.ts';
import {
  filledByColumn,
  filledDays,
  missingByColumn,
  preprocess,
  withoutUnpricedEnds,
} from './preprocess.ts';

function observation(date: string, overrides: Partial<Observation> = {}): Observation {
  return { date, price: 100, marketCap: 1e9, totalVolume: 1e6, ...overrides };
}

function daily(prices: readonly (number | null)[], from = '2025-01-01'): Observation[] {
  return prices.map((price, i) => observation(addDays(from, i), { price }));
}

describe('cleaned days', () => {
  it('fill a missing value from the day before and mark the day', () => {
    const [, second] = preprocess([
      observation('2025-01-01', { totalVolume: 5 }),
      observation('2025-01-02', { totalVolume: null }),
    ]);
    expect(second).toMatchObject({ totalVolume: 5, filled: { totalVolume: 'forward' } });
  });

  it('fill backward at the head only, and mark which way', () => {
    const caps = [null, 0, 7, null, 9];
    const days = preprocess(caps.map((marketCap, t) => observation(addDays('2025-01-01', t), { marketCap })));
    expect(days.map(({ marketCap }) => marketCap)).toEqual([7, 7, 7, 7, 9]);
    expect(days.map(({ filled }) => filled)).toEqual([
      { marketCap: 'backward' },
      { marketCap: 'backward' },
      {},
      { marketCap: 'forward' },
      {},
    ]);
  });

  it('begin and end with a price: what is before the first and after the last is cut off', () => {
    const days = preprocess([
      ...daily([null, null, 7, null, 8, null]),
      observation('9999-12-31', { price: null }),
    ]);
    expect(days.map(({ date, price }) => [date, price])).toEqual([
      ['2025-01-03', 7],
      ['2025-01-04', 7],
      ['2025-01-05', 8],
    ]);
  });

  it('take a price of 0, and one that is no finite number, for a missing one', () => {
    const days = preprocess(daily([5, 0, Number.POSITIVE_INFINITY, 6]));
    expect(days.map(({ price }) => price)).toEqual([5, 5, 5, 6]);
    expect(filledByColumn(days)).toEqual({ price: 2, marketCap: 0, totalVolume: 0 });
  });

  it('have no value where it is known on no day, and that is not filled', () => {
    const days = preprocess([observation('2025-01-01', { totalVolume: null })]);
    expect(days).toEqual([{ date: '2025-01-01', price: 100, marketCap: 1e9, totalVolume: null, filled: {} }]);
    expect(filledDays(days)).toBe(0);
  });

  it('take the noise of a conversion for no move, and the smallest move beyond it for one', () => {
    const [noise, move] = [1 + 9e-13, 1 + 1.1e-12];
    expect(preprocess(daily([1, noise, noise, move])).map(({ price }) => price)).toEqual([1, 1, 1, move]);
    expect(preprocess(daily([1e12, 1e12 + 1])).map(({ price }) => price)).toEqual([1e12, 1e12]);
    expect(preprocess(daily([1e-9, 1e-9 * noise, 1e-9 * move])).map(({ price }) => price)).toEqual([
      1e-9,
      1e-9,
      1e-9 * move,
    ]);
  });

  it('are counted where something was filled, and by column', () => {
    const days = preprocess([
      observation('2025-01-01', { marketCap: null }),
      observation('2025-01-02', { totalVolume: null, marketCap: 0 }),
      observation('2025-01-04'),
    ]);
    expect(filledDays(days)).toBe(3);
    expect(filledByColumn(days)).toEqual({ price: 1, marketCap: 3, totalVolume: 2 });
  });

  it('are missing a value where it is null or, but for a volume, 0, and on dates between that are not there', () => {
    const observations = [
      observation('2024-12-31', { price: null }),
      observation('2025-01-01', { marketCap: null, totalVolume: 0 }),
      observation('2025-01-02', { price: 0, totalVolume: null }),
      observation('2025-01-03', { marketCap: 0 }),
      observation('2025-01-05'),
      observation('2025-01-06', { price: 0 }),
    ];
    expect(missingByColumn(observations)).toEqual({ price: 2, marketCap: 3, totalVolume: 2 });
    expect(withoutUnpricedEnds(observations)).toEqual(observations.slice(1, 5));
    expect(withoutUnpricedEnds(observations.slice(0, 1))).toEqual([]);
    expect(missingByColumn([])).toEqual({ price: 0, marketCap: 0, totalVolume: 0 });
  });

  it('have every calendar day, also across a change of clocks and a leap day', () => {
    const days = preprocess([observation('2024-02-27'), observation('2024-03-02')]);
    expect(days.map(({ date }) => date)).toEqual([
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
    ]);
    expect(days.filter(({ filled }) => filled.price === 'forward')).toHaveLength(3);
  });

  it('take a market cap of 0 for a missing one, and a volume of 0 as it is', () => {
    const [, second] = preprocess([
      observation('2025-01-01'),
      observation('2025-01-02', { marketCap: 0, totalVolume: 0 }),
    ]);
    expect(second).toMatchObject({ marketCap: 1e9, totalVolume: 0, filled: { marketCap: 'forward' } });
  });

  it('are none where no price is known', () => {
    expect(preprocess(daily([null, null]))).toEqual([]);
  });
});

describe('targets', () => {
  const price = fc.option(fc.integer({ min: 1, max: 20 }), { freq: 6 });

  it('are known exactly where today’s and tomorrow’s prices were observed', () => {
    fc.assert(
      fc.property(fc.array(price, { minLength: 31, maxLength: 60 }), (prices) => {
        const { rows } = engineer(preprocess(daily(prices)), featureSets.classic);
        for (const { date, target } of rows) {
          const i = prices.findIndex((_, index) => addDays('2025-01-01', index) === date);
          const [today, tomorrow] = [prices[i], prices[i + 1]];
          const expected = today == null || tomorrow == null ? null : tomorrow > today ? 1 : 0;
          expect(target).toBe(expected);
        }
      }),
    );
  });

  it('are never put across a gap', () => {
    const prices = Array.from({ length: 60 }, (_, i) => (i >= 40 && i < 50 ? null : 100 + i));
    const { rows } = engineer(preprocess(daily(prices)), featureSets.classic);
    const dates = labelled(rows).map(({ date }) => date);
    for (let i = 39; i < 50; i++) expect(dates).not.toContain(addDays('2025-01-01', i));
    expect(dates).toContain(addDays('2025-01-01', 38));
    expect(dates).toContain(addDays('2025-01-01', 50));
  });

  it('are unknown for the newest row, which is the newest day whose price was observed', () => {
    const prices = Array.from({ length: 40 }, (_, i) => (i === 39 ? null : 100 + i));
    const { rows } = engineer(preprocess(daily(prices)), featureSets.classic);
    expect(newestRow(rows)).toMatchObject({ date: addDays('2025-01-01', 38), target: null });
  });
});
