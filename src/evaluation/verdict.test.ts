import { describe, expect, it } from 'vitest';
import { wave } from '../testing/wave.ts';
import { dayLosses } from './losses.ts';
import { type Comparison, compareWithConstants, verdictOn } from './verdict.ts';

describe('forecasts beside the constants', () => {
  it('agree with statsmodels: each test, and the largest p of all', () => {
    const { tests, pValueEveryConstant, n, meanLoss, constantLosses } = compareWithConstants(dayLosses(wave));
    expect(n).toBe(40);
    expect(meanLoss).toBeCloseTo(0.631905985655993, 12);
    expect(constantLosses.coinFlip).toBeCloseTo(Math.LN2, 12);
    expect(tests.baseRate.lag).toBe(3);
    expect(tests.baseRate.statistic).toBeCloseTo(1.8612622585635203, 9);
    expect(tests.baseRate.pValue).toBeCloseTo(0.03135357507571387, 9);
    expect(tests.coinFlip.statistic).toBeCloseTo(2.00059922556944, 9);
    expect(tests.coinFlip.pValue).toBeCloseTo(0.02271779856132346, 9);
    expect(pValueEveryConstant).toBe(Math.max(...Object.values(tests).map(({ pValue }) => pValue ?? 1)));
  });

  it('have no p where one of them is undefined', () => {
    const half = wave.map((day) => ({ ...day, probability: 0.5, logOdds: 0 }));
    expect(compareWithConstants(dayLosses(half)).pValueEveryConstant).toBeNull();
  });
});

describe('the verdict', () => {
  const test = (pValue: number | null) => ({ statistic: null, pValue, lag: 5 });
  const comparison = (changed: Partial<Comparison>, pValue: number | null = 0.01): Comparison => ({
    n: 30,
    meanLoss: 0.68,
    constantLosses: { baseRate: 0.69, recentBaseRate: 0.69, coinFlip: 0.69 },
    tests: { baseRate: test(pValue), recentBaseRate: test(pValue), coinFlip: test(pValue) },
    pValueEveryConstant: pValue,
    ...changed,
  });

  it('says nothing on under 30 rows', () => {
    expect(verdictOn(comparison({ n: 29 }))).toBe('too_few_rows');
    expect(verdictOn(comparison({ n: 30 }))).toBe('better_than_baseline');
  });

  it('takes p below 0.05 against every constant', () => {
    expect(verdictOn(comparison({ pValueEveryConstant: 0.0499 }))).toBe('better_than_baseline');
    expect(verdictOn(comparison({ pValueEveryConstant: 0.05 }))).toBe('no_better_than_baseline');
    expect(verdictOn(comparison({ pValueEveryConstant: null }))).toBe('no_better_than_baseline');
  });

  it('takes a mean loss that is lower than the least constant by 1e-5', () => {
    const constantLosses = { baseRate: 0.69, recentBaseRate: 0.6802, coinFlip: 0.7 };
    const beside = (gain: number) => verdictOn(comparison({ constantLosses, meanLoss: 0.6802 - gain }));
    expect(beside(1.01e-5)).toBe('better_than_baseline');
    expect(beside(0.99e-5)).toBe('no_better_than_baseline');
  });

  it('takes a gain of just that much', () => {
    const constantLosses = { baseRate: 1e-5, recentBaseRate: 1e-5, coinFlip: 1e-5 };
    expect(verdictOn(comparison({ constantLosses, meanLoss: 0 }))).toBe('better_than_baseline');
  });

  it('is worse by p over 0.95 against the base rate alone', () => {
    expect(verdictOn(comparison({ pValueEveryConstant: 0.99 }))).toBe('no_better_than_baseline');
    expect(verdictOn(comparison({}, 0.951))).toBe('worse_than_baseline');
    expect(verdictOn(comparison({}, 0.95))).toBe('no_better_than_baseline');
    expect(verdictOn(comparison({}, null))).toBe('no_better_than_baseline');
  });
});
