import { describe, expect, it } from 'vitest';
import { at, checkLength, dot, entry, largestMagnitude, plus } from './vector.ts';

describe('the value at an index', () => {
  it('is that value, of a list and of a typed array', () => {
    expect(at([3, 5], 1)).toBe(5);
    expect(at(Float64Array.of(0, 7), 0)).toBe(0);
    expect(entry(Float64Array.of(0, 7), 1)).toBe(7);
  });

  it.each([-1, 2, 0.5, Number.NaN])('is an error where there is none: %d', (index) => {
    const message = `there is no value at ${index} of 2`;
    expect(() => at([3, 5], index)).toThrow(new RangeError(message));
    expect(() => entry(Float64Array.of(3, 5), index)).toThrow(new RangeError(message));
  });
});

describe('a length', () => {
  it('that is not as it must be is an error', () => {
    expect(() => checkLength([1, 2], 2)).not.toThrow();
    expect(() => checkLength([1, 2], 3)).toThrow(new RangeError('there are 2 values in place of 3'));
  });
});

describe('vectors', () => {
  it('have a scalar product, a sum with a factor, and a largest magnitude', () => {
    expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
    expect(plus([1, 2], -2, [3, 4])).toEqual([-5, -6]);
    expect(largestMagnitude([1, -7, 3])).toBe(7);
    expect(largestMagnitude([])).toBe(0);
  });

  it('have no scalar product where a value is missing in either', () => {
    const sparse: number[] = [1, 2];
    sparse[3] = 4;
    expect(() => dot(sparse, [1, 1, 1, 1])).toThrow(new RangeError('there is no value at 2 of 4'));
    expect(() => dot([1, 1, 1, 1], sparse)).toThrow(new RangeError('there is no value at 2 of 4'));
  });

  it.each([[[1, 2, 3]], [[1]]])('go together only where they are as long: not with %j', (other) => {
    expect(() => dot([1, 2], other)).toThrow(RangeError);
    expect(() => plus([1, 2], 1, other)).toThrow(RangeError);
  });
});
