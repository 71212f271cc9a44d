import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov, kolmogorovSmirnovPValue } from './kolmogorov-smirnov.ts';
import { ascending } from './sorted.ts';

const share = (values: readonly number[], isCounted: (value: number) => boolean) =>
  values.filter(isCounted).length / values.length;

/** max |F(x) − G(x)| over all values of both samples. */
function byDefinition(a: readonly number[], b: readonly number[]): number {
  const isAtMost = (x: number) => (value: number) => value <= x;
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, isAtMost(x)) - share(b, isAtMost(x)))));
}

/** The statistic of every order in which n values and m others can come. */
function statisticsOfAllOrders(n: number, m: number): number[] {
  return Array.from({ length: 2 ** (n + m) }, (_, order) =>
    Array.from({ length: n + m }, (_, place) => ((order >> place) & 1) === 1),
  )
    .filter((order) => order.filter(Boolean).length === n)
    .map((order) => {
      const places = [...order.keys()];
      return byDefinition(
        places.filter((place) => order[place]),
        places.filter((place) => !order[place]),
      );
    });
}

describe('the statistic of Kolmogorov and Smirnov', () => {
  const sample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 9 }).map(ascending);

  it('is the largest distance by its definition, with ties and without', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(kolmogorovSmirnov(a, b)).toBeCloseTo(byDefinition([...a], [...b]), 12);
      }),
    );
  });

  it('finds the distance that is just below a value, and the one that is at it', () => {
    expect(kolmogorovSmirnov([1, 2, 3, 9], [4, 10])).toBe(0.75);
    expect(kolmogorovSmirnov([1, 7, 8, 9], [1, 1, 1, 6])).toBe(0.75);
    expect(kolmogorovSmirnov([5], [5])).toBe(0);
  });
});

describe('the p-value of Kolmogorov and Smirnov', () => {
  it.each([
    [1, 1],
    [1, 3],
    [2, 3],
    [3, 2],
    [3, 3],
    [4, 6],
    [5, 5],
    [3, 8],
  ])('of %i and %i values is the share of all orders that are as far apart', (n, m) => {
    const all = statisticsOfAllOrders(n, m);
    for (const statistic of new Set([...all, 0.05, 0.95])) {
      const p = share(all, (each) => each >= statistic - 1e-9);
      expect(kolmogorovSmirnovPValue(statistic, n, m)).toBeCloseTo(p, 12);
    }
  });

  it('is by hand: of three values beside one, the one is at an end in half of all orders', () => {
    expect(kolmogorovSmirnovPValue(1, 1, 3)).toBeCloseTo(0.5, 14);
    expect(kolmogorovSmirnovPValue(2 / 3, 1, 3)).toBeCloseTo(1, 14);
    expect(kolmogorovSmirnovPValue(1, 2, 3)).toBeCloseTo(2 / 10, 14);
  });

  it('is never outside of 0 and 1', () => {
    for (const n of [1, 7, 60]) {
      for (const m of [1, 9, 200]) {
        expect(kolmogorovSmirnovPValue(0, n, m)).toBe(1);
        for (const statistic of [1e-9, 0.01, 0.5, 0.999, 1, 1.2]) {
          const p = kolmogorovSmirnovPValue(statistic, n, m);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});
