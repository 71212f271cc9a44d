import { describe, expect, it } from 'vitest';
import type { FeatureRow } from '../domain.ts';
import { correlation, summarise } from './summary.ts';

function rowsOf(...rows: readonly (readonly [values: readonly number[], target: 0 | 1 | null])[]) {
  return rows.map(
    ([values, target]): FeatureRow => ({
      date: '2024-01-01',
      values,
      target,
      persistence: 0,
      priceFilled: false,
    }),
  );
}

describe('a summary of features', () => {
  it('is over all rows, its correlation over those with a target', () => {
    const rows = rowsOf([[1, 5], 0], [[2, 5], 1], [[6, 5], null]);
    expect(summarise({ features: ['a', 'b'], rows })).toEqual([
      { feature: 'a', min: 1, mean: 3, max: 6, deviation: expect.closeTo(Math.sqrt(7), 12), correlation: 1 },
      { feature: 'b', min: 5, mean: 5, max: 5, deviation: 0, correlation: null },
    ]);
  });

  it('has no correlation where no target is known, and is of nothing where there are no rows', () => {
    const rows = rowsOf([[1], null], [[2], null]);
    expect(summarise({ features: ['a'], rows })).toMatchObject([{ mean: 1.5, correlation: null }]);
    expect(summarise({ features: ['a'], rows: [] })).toEqual([]);
  });

  it('has a deviation of two rows', () => {
    const [summary] = summarise({ features: ['a'], rows: rowsOf([[1], 0], [[3], 1]) });
    expect(summary?.deviation).toBeCloseTo(Math.SQRT2, 12);
  });

  it('has no deviation of one row, and no correlation without a target', () => {
    expect(summarise({ features: ['a'], rows: rowsOf([[4], null]) })).toEqual([
      { feature: 'a', min: 4, mean: 4, max: 4, deviation: null, correlation: null },
    ]);
  });
});

describe("Pearson's correlation", () => {
  it('is what a hand computes', () => {
    expect(correlation([], [])).toBeNull();
    expect(correlation([1, 2, 3, 4], [0, 0, 1, 1])).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(correlation([4, 3, 2, 1], [0, 0, 1, 1])).toBeCloseTo(-2 / Math.sqrt(5), 12);
    expect(correlation([10, 30], [5, 6])).toBeCloseTo(1, 12);
  });

  it('is undefined of one pair, or where either is constant', () => {
    expect(correlation([1], [1])).toBeNull();
    expect(correlation([1, 1, 1], [0, 1, 0])).toBeNull();
    expect(correlation([0, 1, 0], [1, 1, 1])).toBeNull();
  });

  it('takes as many values of one as of the other', () => {
    expect(() => correlation([1, 2, 3], [0, 1])).toThrow(RangeError);
  });
});
