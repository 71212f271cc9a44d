import { describe, expect, it } from 'vitest';
import { histogram } from './histogram.ts';

describe('a histogram', () => {
  it('counts values in bins of one width, the greatest value in the last', () => {
    expect(histogram([5, 1, 3, 2, 4], 4)).toEqual([1, 1, 1, 2]);
    expect(histogram([-3, 1, -1, -2.5], 2)).toEqual([2, 2]);
  });

  it('has all of a constant in the first bin', () => {
    expect(histogram([7, 7], 3)).toEqual([2, 0, 0]);
  });
});
