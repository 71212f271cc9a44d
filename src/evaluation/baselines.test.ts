import { describe, expect, it } from 'vitest';
import type { LabelledRow } from '../domain.ts';
import { baselineOutcomes, baseRateOf } from './baselines.ts';

function row(target: 0 | 1, rose: 0 | 1): LabelledRow {
  return { date: '2025-01-01', values: [], target, rose, priceFilled: false };
}

describe('the baselines', () => {
  it('take the base rate from training rows', () => {
    expect(baseRateOf([row(1, 0), row(1, 0), row(0, 0), row(1, 1)])).toBe(0.75);
  });

  it('forecast a constant share, a constant direction, and the direction of today', () => {
    const { baseRate, majority, persistence } = baselineOutcomes(0.4, [row(1, 0), row(0, 1)]);
    expect(baseRate.map(({ probability }) => probability)).toEqual([0.4, 0.4]);
    expect(majority.map(({ probability }) => probability)).toEqual([0, 0]);
    expect(persistence.map(({ probability }) => probability)).toEqual([0, 1]);
    expect(persistence.map(({ actual }) => actual)).toEqual([1, 0]);
  });
});
