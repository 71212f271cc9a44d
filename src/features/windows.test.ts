import { describe, expect, it } from 'vitest';
import { change, exponentialAverage, lag, movingAverage, relativeStrength, volatility } from './windows.ts';

describe('windows over days', () => {
  it('have no value before there are enough days', () => {
    expect(lag([1, 2, 3], 2)).toEqual([Number.NaN, Number.NaN, 1]);
    expect(change([1, 2, 4], 1)).toEqual([Number.NaN, 1, 2]);
    expect(movingAverage([1, 2, 6], 3)).toEqual([Number.NaN, Number.NaN, 3]);
  });

  it('find no volatility at all in a constant column', () => {
    expect(volatility([0.1, 0.1, 0.1, 0.1], 3).slice(2)).toEqual([0, 0]);
  });

  it('start an exponential average at the first value', () => {
    expect(exponentialAverage([3, 6, 6], 2)).toEqual([3, 5, 5 + 2 / 3]);
  });
});

describe("Wilder's relative strength", () => {
  it('is 100 where nothing fell and 0 where nothing rose', () => {
    const rising = Array.from({ length: 20 }, (_, t) => 100 + t);
    expect(relativeStrength(rising, 14).slice(13)).toEqual([Number.NaN, 100, 100, 100, 100, 100, 100]);
    expect(relativeStrength(rising.toReversed(), 14).at(-1)).toBe(0);
  });

  it('agrees with the worked example of its source', () => {
    // Rises and falls of 14 days add up to 3.34 and 1.40: 100 − 100/(1 + 3.34/1.40).
    const closes = [
      44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.1, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61, 46.28, 46.28,
    ];
    expect(relativeStrength(closes, 14).at(-1)).toBeCloseTo(70.46, 2);
  });
});
