import { describe, expect, it } from 'vitest';
import { at } from './vector.ts';

describe('the value at an index', () => {
  it('is that value, of a list and of a typed array', () => {
    expect(at([3, 5], 1)).toBe(5);
    expect(at(Float64Array.of(0, 7), 0)).toBe(0);
  });

  it.each([-1, 2, 0.5, Number.NaN])('is an error where there is none: %d', (index) => {
    expect(() => at([3, 5], index)).toThrow(RangeError);
  });
});
