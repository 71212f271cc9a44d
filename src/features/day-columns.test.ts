import { describe, expect, it } from 'vitest';
import { daysOf } from '../testing/days.ts';
import { hasVolume, known, logVolume, onDatesOf } from './day-columns.ts';

describe('a value over days', () => {
  const days = daysOf([1, 2, 3], { volumes: [4, 5, 6] });

  it('is not known where it was filled from a later day, and is where it was filled from an earlier one', () => {
    const [first, second, third] = days;
    if (!first || !second || !third) throw new Error('three days');
    const filled = [
      { ...first, filled: { totalVolume: 'backward' as const } },
      { ...second, filled: { totalVolume: 'forward' as const } },
      { ...third, totalVolume: null },
    ];
    expect(known(filled, 'totalVolume')).toEqual([Number.NaN, 5, Number.NaN]);
    expect(known(filled, 'price')).toEqual([1, 2, 3]);
  });

  it('has the logarithm of the day before where a volume is 0', () => {
    expect(logVolume(daysOf([1, 1, 1, 1], { volumes: [0, 2, 0, 3] }))).toEqual([
      Number.NaN,
      Math.log(2),
      Math.log(2),
      Math.log(3),
    ]);
    expect(logVolume(daysOf([1, 1], { volumes: [0.5, 2] }))).toEqual([Math.log(0.5), Math.log(2)]);
    expect(hasVolume(daysOf([1], { volumes: [0.5] }))).toBe(true);
    expect(hasVolume(daysOf([1, 1], { volumes: [0, 0] }))).toBe(false);
    expect(hasVolume(daysOf([1, 1], { volumes: [0, 2] }))).toBe(true);
  });

  it('is found on the dates of another market, and nowhere else', () => {
    const other = daysOf([7, 8, 9], { from: '2024-01-02' });
    expect(onDatesOf(days, other, [70, 80, 90])).toEqual([Number.NaN, 70, 80]);
    expect(onDatesOf(other, days, [10, 20, 30])).toEqual([20, 30, Number.NaN]);
  });
});
