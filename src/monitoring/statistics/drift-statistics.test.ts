import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distancesOverTime, farthestDistances } from './drift-statistics.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { populationStabilityIndex } from './psi.ts';
import { ascending, countAtMost, insertSorted, removeSorted } from './sorted.ts';
import { wassersteinDistance } from './wasserstein.ts';

/** Forty numbers that any language can make; the newest ten are twice as large. */
const column = Array.from({ length: 40 }, (_, i) => (((i + 1) * 0.6180339887498949) % 1) * (i >= 30 ? 2 : 1));
const plan = { window: 8, past: 12, gap: 3, leastPast: 10 };

describe('the distances of every window from its own past', () => {
  it('are those of scipy, first and last', () => {
    const distances = [...distancesOverTime(column, plan)];
    expect(distances).toHaveLength(20);
    expect(distances[0]?.ks).toBeCloseTo(0.2, 12);
    expect(distances[0]?.wasserstein).toBeCloseTo(0.2518745962802945, 12);
    expect(distances[19]?.ks).toBeCloseTo(0.4166666666666667, 12);
    expect(distances[19]?.wasserstein).toBeCloseTo(1.1959642830900983, 12);
  });

  it('are those of the samples themselves, however far the window has moved', () => {
    for (const [i, { psi, ks }] of [...distancesOverTime(column, plan)].entries()) {
      const end = 21 + i;
      const past = ascending(column.slice(Math.max(0, end - 23), end - 11));
      const recent = ascending(column.slice(end - 8, end));
      expect(psi).toBeCloseTo(populationStabilityIndex(past, recent), 12);
      expect(ks).toBeCloseTo(kolmogorovSmirnov(past, recent), 12);
    }
  });

  it('are the same where all values are a billion higher', () => {
    const raised = column.map((value) => 1e9 + value);
    const far = [...distancesOverTime(raised, plan)];
    for (const [i, { wasserstein }] of [...distancesOverTime(column, plan)].entries()) {
      expect(far[i]?.wasserstein).toBeCloseTo(wasserstein, 6);
    }
  });

  it('are none without a history, and no distance where nothing ever changed', () => {
    expect([...distancesOverTime([], plan)]).toEqual([]);
    const constant = [...distancesOverTime(new Array<number>(21).fill(3), plan)];
    expect(constant).toMatchObject([{ ks: 0, wasserstein: 0 }]);
  });

  it('are at most those of a window that is at one end of all that was seen', () => {
    // Of 40 values the newest 8 are the window, 3 before it the gap, and 12 before that the past.
    const past = ascending(column.slice(17, 29));
    const mean = past.reduce((sum, x) => sum + x, 0) / 12;
    const deviation = Math.sqrt(past.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 12);
    const ends = [Math.min(...column), Math.max(...column)].map((x) => new Array<number>(8).fill(x));
    const farthest = farthestDistances(column, plan);
    const most = (distance: (window: readonly number[]) => number) => Math.max(...ends.map(distance));
    expect(farthest.psi).toBeCloseTo(
      most((window) => populationStabilityIndex(past, window)),
      12,
    );
    expect(farthest.ks).toBeCloseTo(
      most((window) => kolmogorovSmirnov(past, window)),
      12,
    );
    expect(farthest.wasserstein).toBeCloseTo(
      most((window) => wassersteinDistance(past, window)) / deviation,
      12,
    );
  });

  it('measure in the deviation of both samples where the past is constant', () => {
    const [distances] = distancesOverTime([2, 2, 2, 2, 2, 3, 4, 3], {
      window: 4,
      past: 4,
      gap: 0,
      leastPast: 4,
    });
    expect(distances?.wasserstein).toBeCloseTo(Math.SQRT2, 12);
  });

  it('know a constant past by its values, whose mean may be rounded away from them', () => {
    // (0.1 + 0.1 + 0.1)/3 is not 0.1. Moved are 0, 0.1 and 0.2; of the six, squares about 0.15 sum to 0.035.
    const [distances] = distancesOverTime([0.1, 0.1, 0.1, 0.1, 0.2, 0.3], {
      window: 3,
      past: 3,
      gap: 0,
      leastPast: 3,
    });
    expect(distances?.wasserstein).toBeCloseTo(0.1 / Math.sqrt(0.035 / 6), 12);
  });

  it('measure in the deviation of a past of which one value alone differs, the least or the greatest', () => {
    for (const differing of [1, 9]) {
      // Three of 5 and one 4 away: a deviation of √3, and as far from four of 5 as 1 on average.
      const [distances] = distancesOverTime([differing, 5, 5, 5, 5, 5, 5, 5], {
        window: 4,
        past: 4,
        gap: 0,
        leastPast: 4,
      });
      expect(distances?.wasserstein).toBeCloseTo(1 / Math.sqrt(3), 12);
    }
  });

  it('do not depend on the unit of Wasserstein’s, nor on where zero is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 21, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -99, max: 99 }),
        (values, scale, shift) => {
          const moved = values.map((x) => x * scale + shift);
          const before = [...distancesOverTime(values, plan)];
          for (const [i, after] of [...distancesOverTime(moved, plan)].entries()) {
            expect(after.wasserstein).toBeCloseTo(before[i]?.wasserstein ?? Number.NaN, 8);
            expect(after.ks).toBe(before[i]?.ks);
          }
        },
      ),
    );
  });
});

describe('the farthest distances', () => {
  it('are those of a window at the end of all that was seen, by hand', () => {
    // The past is 0, 2, 0, 2 with deviation 1; the largest value ever is 6: 5 away from the past on average.
    const { ks, wasserstein } = farthestDistances([0, 2, 0, 2, 1, 6], {
      window: 2,
      past: 4,
      gap: 0,
      leastPast: 4,
    });
    expect(ks).toBe(1);
    expect(wasserstein).toBeCloseTo(5, 12);
  });

  it('look at the low end as at the high one', () => {
    // The past is 4, 6, 4, 6 with deviation 1; the smallest value ever is 0: 5 away from the past on average.
    const farthest = farthestDistances([4, 6, 4, 6, 5, 0], { window: 2, past: 4, gap: 0, leastPast: 4 });
    expect(farthest.ks).toBe(1);
    expect(farthest.wasserstein).toBeCloseTo(5, 12);
  });

  it('are not less than the newest distance', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 21, maxLength: 40 }), (values) => {
        const newest = [...distancesOverTime(values, plan)].at(-1);
        const farthest = farthestDistances(values, plan);
        expect(farthest.wasserstein).toBeGreaterThanOrEqual((newest?.wasserstein ?? Number.NaN) - 1e-9);
      }),
    );
  });
});

it('a sample with a hole is an error, never a number', () => {
  const hole = Object.assign(new Array<number>(3), { 0: 1, 2: 3 });
  expect(() => countAtMost(hole, 2)).toThrow(new RangeError('there is no value at 1 of 3'));
  expect(() => wassersteinDistance(hole, [1, 2])).toThrow(new RangeError('there is no value at 1 of 3'));
});

it('a sorted sample stays in order when a value enters and another leaves', () => {
  const values = new Float64Array([1, 2, 2, 5, 0, 0]);
  expect(insertSorted(values, 4, 3)).toBe(5);
  expect(insertSorted(values, 5, 0)).toBe(6);
  expect([...values]).toEqual([0, 1, 2, 2, 3, 5]);
  expect(removeSorted(values, 6, 2)).toBe(5);
  expect(removeSorted(values, 5, 5)).toBe(4);
  expect([...values.subarray(0, 4)]).toEqual([0, 1, 2, 3]);
});
