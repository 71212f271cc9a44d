import { describe, expect, it } from 'vitest';
import { wave } from '../testing/wave.ts';
import { daysToDetect } from './days-to-detect.ts';
import { dayLosses } from './losses.ts';

describe('the days it takes to detect a gain', () => {
  it('are (2.49·sd/mean)², sd with n − 1', () => {
    // The mean of 1, 2, 3 is 2, and their deviation √((1 + 0 + 1)/2) = 1.
    expect(daysToDetect([1, 2, 3])).toBeCloseTo((2.49 / 2) ** 2, 12);
    expect(daysToDetect([1, 2])).toBeCloseTo((2.49 / 1.5) ** 2 / 2, 12);
    const gains = dayLosses(wave).map(({ loss, constants }) => constants.baseRate - loss);
    expect(daysToDetect(gains)).toBeCloseTo(136.73488567402256, 8);
  });

  it('do not depend on the unit of the gain', () => {
    expect(daysToDetect([10, 20, 30])).toBeCloseTo(daysToDetect([1, 2, 3]) ?? 0, 12);
  });

  it('are null where there is no gain', () => {
    expect(daysToDetect([-1, 0.5, 0.5])).toBeNull();
    expect(daysToDetect([-1, 0])).toBeNull();
    expect(daysToDetect([1])).toBeNull();
  });
});
