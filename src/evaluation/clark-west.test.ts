import { describe, expect, it } from 'vitest';
import { wave } from '../testing/wave.ts';
import { clarkWest } from './clark-west.ts';

describe('the test of Clark and West', () => {
  it('agrees with statsmodels', () => {
    const { statistic, pValue, lag } = clarkWest(wave);
    expect(statistic).toBeCloseTo(3.2473497187022633, 9);
    expect(pValue).toBeCloseTo(0.0005824258103354628, 12);
    expect(lag).toBe(3);
  });

  it('finds what forecasts know however much too sure they are: their size beside the base rate cancels', () => {
    const sure = wave.map((day) => ({
      ...day,
      probability: day.baseRate + 2 * (day.probability - day.baseRate),
    }));
    expect(clarkWest(sure).statistic).toBeCloseTo(clarkWest(wave).statistic ?? Number.NaN, 9);
  });

  it('is undefined where the forecasts are the base rate', () => {
    expect(clarkWest(wave.map((day) => ({ ...day, probability: day.baseRate }))).statistic).toBeNull();
  });
});
