import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Observation } from '../domain.ts';
import { engineer, featureSets, labelled, newestRow } from './engineer.ts';
import { preprocess } from './preprocess.ts';

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
    expect(second).toMatchObject({ totalVolume: 5, filled: true, priceFilled: false });
  });

  it('fill backward at the head only', () => {
    const days = preprocess(daily([null, null, 7, 8, null]));
    expect(days.map(({ price }) => price)).toEqual([7, 7, 7, 8, 8]);
    expect(days.map(({ priceFilled }) => priceFilled)).toEqual([true, true, false, false, true]);
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
    expect(days.filter(({ priceFilled }) => priceFilled)).toHaveLength(3);
  });

  it('take a market cap of 0 for a missing one, and a volume of 0 as it is', () => {
    const [, second] = preprocess([
      observation('2025-01-01'),
      observation('2025-01-02', { marketCap: 0, totalVolume: 0 }),
    ]);
    expect(second).toMatchObject({ marketCap: 1e9, totalVolume: 0, filled: true });
  });

  it('are none where no price is known', () => {
    expect(preprocess(daily([null, null]))).toEqual([]);
  });
});

describe('targets', () => {
  const price = fc.option(fc.double({ min: 1, max: 1000, noNaN: true }), { freq: 6 });

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
