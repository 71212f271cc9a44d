import { describe, expect, it } from 'vitest';
import type { Outcome } from './metrics.ts';
import { seededRandom } from './random.ts';
import { dieboldMariano, normalTail, pesaranTimmermann, positiveMean, verdictOf } from './significance.ts';

const outcomesOf = (called: readonly number[], came: readonly (0 | 1)[]): readonly Outcome[] =>
  called.map((probability, t) => ({ probability, actual: came[t] ?? 0 }));

describe('the test of Diebold and Mariano', () => {
  it('is undefined where the losses never differ', () => {
    expect(dieboldMariano([0.5, 0.7], [0.5, 0.7])).toEqual({ statistic: null, pValue: null, lag: 1 });
  });

  it('weighs what hangs together in time: the same days twice are no more evidence than once', () => {
    const random = seededRandom(7);
    const once = Array.from({ length: 500 }, () => random() - 0.45);
    const slow = once.flatMap((d) => [d, d]);
    const [single, double] = [positiveMean(once), positiveMean(slow)];
    expect((double.statistic ?? 0) / (single.statistic ?? 1)).toBeGreaterThan(0.9);
    expect((double.statistic ?? 0) / (single.statistic ?? 1)).toBeLessThan(1.15);
  });

  it('looks back by ⌊4·(n/100)^(2/9)⌋ days, at most to the first', () => {
    // 4·(n/100)^(2/9) is 5 at n = 272.98.
    const lags = [1, 2, 100, 272, 273].map((n) => positiveMean(Array.from({ length: n }, (_, t) => t)).lag);
    expect(lags).toEqual([0, 1, 4, 4, 5]);
  });

  it('takes as many losses of one as of the other', () => {
    expect(() => dieboldMariano([1, 2], [1])).toThrow(RangeError);
    expect(() => dieboldMariano([1], [1, 2])).toThrow(RangeError);
  });

  it('is better under 0.05, worse over 0.95, and neither between', () => {
    expect([0.0499, 0.05, 0.5, 0.95, 0.9501].map(verdictOf)).toEqual([
      'better_than_baseline',
      'no_better_than_baseline',
      'no_better_than_baseline',
      'no_better_than_baseline',
      'worse_than_baseline',
    ]);
  });

  it('turns sides with its sign', () => {
    const better = positiveMean([1, 2, 1, 2, 1, 3]);
    const worse = positiveMean([-1, -2, -1, -2, -1, -3]);
    expect(worse.statistic).toBeCloseTo(-(better.statistic ?? 0), 12);
    expect(verdictOf(better.pValue)).toBe('better_than_baseline');
    expect(verdictOf(worse.pValue)).toBe('worse_than_baseline');
    expect(verdictOf(null)).toBe('no_better_than_baseline');
  });

  it('has the tail of the normal distribution', () => {
    expect(normalTail(0)).toBe(0.5);
    expect(normalTail(1.6448536269514722)).toBeCloseTo(0.05, 12);
  });
});

describe('the test of Pesaran and Timmermann', () => {
  it('is undefined where all calls or all days go one way', () => {
    expect(pesaranTimmermann(outcomesOf([0.6, 0.7, 0.8], [1, 0, 1]))).toBeNull();
    expect(pesaranTimmermann(outcomesOf([0.4, 0.7, 0.8], [1, 1, 1]))).toBeNull();
  });

  it('agrees with its formula worked by hand', () => {
    // 60 of 100 right; 50 ups came, 50 were called: P* = ½, V(P̂) = 0.0025, V(P*) = 4/16/100² = 0.000025.
    const called = Array.from({ length: 100 }, (_, t) => (t < 50 ? 1 : 0));
    const came = called.map((up, t) => (t % 5 < 3 ? up : 1 - up) as 0 | 1);
    const test = pesaranTimmermann(outcomesOf(called, came));
    expect(test?.statistic).toBeCloseTo(0.1 / Math.sqrt(0.0025 - 0.000025), 10);
  });

  it('agrees with its formula worked by hand where more days go up, and more are called so', () => {
    // Of 20 days 14 went up, 12 were called so, 10 of them rightly: 14 right.
    const called = Array.from({ length: 20 }, (_, t) => (t < 12 ? 0.6 : 0.4));
    const came = called.map((_, t) => (t < 10 || t >= 16 ? 1 : 0) as 0 | 1);
    const test = pesaranTimmermann(outcomesOf(called, came));
    // P* = 0.54, V(P̂) = 0.54·0.46/20, V(P*) = (0.16·0.24 + 0.04·0.21)/20 + 4·0.21·0.24/400.
    expect(test?.statistic).toBeCloseTo(0.16 / Math.sqrt(0.01242 - 0.002844), 10);
  });

  it('finds nothing in calls that have nothing to do with the days', () => {
    const random = seededRandom(3);
    const rejected = Array.from({ length: 400 }, () => {
      const called = Array.from({ length: 300 }, () => random());
      const came = called.map(() => (random() < 0.55 ? 1 : 0) as 0 | 1);
      return (pesaranTimmermann(outcomesOf(called, came))?.pValue ?? 1) < 0.05;
    }).filter(Boolean).length;
    expect(rejected).toBeGreaterThan(6);
    expect(rejected).toBeLessThan(36);
  });
});
