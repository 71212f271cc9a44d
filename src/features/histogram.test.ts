import { describe, expect, it } from 'vitest';
import { histogram, suitedBins } from './histogram.ts';

describe('a histogram', () => {
  it('counts values in bins of one width, the greatest value in the last', () => {
    expect(histogram([5, 1, 3, 2, 4], 4)).toEqual([1, 1, 1, 2]);
    expect(histogram([-3, 1, -1, -2.5], 2)).toEqual([2, 2]);
  });

  it('has all of a constant in the first bin', () => {
    expect(histogram([7, 7], 3)).toEqual([2, 0, 0]);
  });

  it('has a bin for each day of the week and each month, and as many as asked for of anything else', () => {
    const week = [0, 1, 2, 3, 4, 5, 6, 0, 1];
    expect(suitedBins(week, 12)).toBe(7);
    expect(histogram(week, suitedBins(week, 12))).toEqual([2, 2, 1, 1, 1, 1, 1]);
    expect(suitedBins([1, 12], 12)).toBe(12);
    expect(suitedBins([1, 13], 12)).toBe(12);
    expect(suitedBins([0, 0.5, 1], 12)).toBe(12);
    expect(suitedBins([2026, 2026], 12)).toBe(1);
    expect(suitedBins([0, Number.NaN], 12)).toBe(12);
  });
});
