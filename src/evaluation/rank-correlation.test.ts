import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

const settings = { seed: 1, resamples: 500 };
const x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
const y = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8];

describe("Spearman's rank correlation", () => {
  it('agrees with SciPy, ties included', () => {
    expect(rankCorrelation(x, y, settings).value).toBeCloseTo(0.13471506281091267, 12);
  });

  it('is 1 for any rising function of a series, and −1 for any falling one', () => {
    const rising = [1, 2, 4, 7, 11, 16, 22];
    const of = (f: (value: number) => number) => rankCorrelation(rising, rising.map(f), settings).value;
    expect(of(Math.log)).toBeCloseTo(1, 12);
    expect(of((value) => -(value ** 3))).toBeCloseTo(-1, 12);
    const { interval } = rankCorrelation(rising, rising.map(Math.log), settings);
    expect(interval).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
  });

  it('does not depend on the order of the pairs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...x.keys()], { minLength: x.length }), (order) => {
        const of = (values: readonly number[]) => order.map((i) => values[i] ?? Number.NaN);
        expect(rankCorrelation(of(x), of(y), settings).value).toBeCloseTo(0.13471506281091267, 12);
      }),
      { numRuns: 30 },
    );
  });

  it('has an interval around it, narrower over more days', () => {
    const over = (n: number) => {
      const signal = Array.from({ length: n }, (_, t) => Math.sin(t * t));
      const outcome = signal.map((value, t) => value + 2 * Math.cos(t * t * 1.3));
      const { value, interval } = rankCorrelation(signal, outcome, settings);
      const [low = Number.NaN, high = Number.NaN] = interval ?? [];
      expect(low).toBeLessThan(value ?? Number.NaN);
      expect(high).toBeGreaterThan(value ?? Number.NaN);
      return high - low;
    };
    expect(over(1600)).toBeLessThan(0.7 * over(400));
  });

  it('is the same, and its interval, of both series the other way round', () => {
    expect(rankCorrelation(y, x, settings)).toEqual(rankCorrelation(x, y, settings));
  });

  it('is undefined for a constant series', () => {
    expect(rankCorrelation([1, 1, 1], [1, 2, 3], settings)).toEqual({ value: null, interval: null });
  });

  it('takes series of one length', () => {
    expect(() => rankCorrelation([1, 2], [1], settings)).toThrow('2 values beside 1');
    expect(() => rankCorrelation([1], [1, 2], settings)).toThrow('1 values beside 2');
  });

  it('has no interval where many resamples have none', () => {
    expect(rankCorrelation([1, 1, 2], [1, 2, 2], settings)).toEqual({
      value: expect.closeTo(0.5, 12),
      interval: null,
    });
  });
});
