import { describe, expect, it } from 'vitest';
import { baseRateOf, recentBaseRateOf } from './constants.ts';

const targets = ([1, 1, 0, 1, 0] as const).map((target) => ({ target }));

describe('the constants', () => {
  it('take the base rate from training rows: the share of 1s', () => {
    expect(baseRateOf(targets)).toBe(0.6);
  });

  it('weigh a row that is a half-life older half as much', () => {
    // From the newest: 1, ½, ¼, ⅛, 1/16; the 1s have ½, ⅛ and 1/16.
    expect(recentBaseRateOf(targets, 1)).toBeCloseTo(
      (1 / 2 + 1 / 8 + 1 / 16) / (1 + 1 / 2 + 1 / 4 + 1 / 8 + 1 / 16),
      15,
    );
  });

  it('are one where there is no half-life', () => {
    expect(recentBaseRateOf(targets, null)).toBe(0.6);
    expect(recentBaseRateOf(targets, 1e9)).toBeCloseTo(0.6, 8);
  });
});
