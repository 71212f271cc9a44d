import { describe, expect, it } from 'vitest';
import {
  type Column,
  change,
  combine,
  decayingAverage,
  exponentialAverage,
  lag,
  movingAverage,
  relativeStrength,
  relativeTo,
  rolling,
  rollingMedian,
  volatility,
} from './windows.ts';

describe('windows over days', () => {
  it('have no value before there are enough days', () => {
    expect(lag([1, 2, 3], 2)).toEqual([Number.NaN, Number.NaN, 1]);
    expect(change([1, 2, 4], 1)).toEqual([Number.NaN, 1, 2]);
    expect(movingAverage([1, 2, 6], 3)).toEqual([Number.NaN, Number.NaN, 3]);
  });

  it('find no volatility at all in a constant column', () => {
    expect(volatility([0.1, 0.1, 0.1, 0.1], 3).slice(2)).toEqual([0, 0]);
  });

  it('start an exponential average at the first value', () => {
    expect(exponentialAverage([3, 6, 6], 2)).toEqual([3, 5, 5 + 2 / 3]);
  });
});

describe('statistics of a window', () => {
  const column = [1, 5, 2, 10];

  it('are of the n values that end today', () => {
    expect(rolling(column, 3, (window) => (window.join('') === '152' ? 1 : 0)).slice(2)).toEqual([1, 0]);
    expect(movingAverage(column, 2).slice(1)).toEqual([3, 3.5, 6]);
  });

  it('are the sample deviation, with n − 1', () => {
    expect(volatility([1, 2, 4], 3)[2]).toBeCloseTo(Math.sqrt(7 / 3), 14);
  });

  it('are the median: the one in the middle, or the mean of two', () => {
    expect(rollingMedian(column, 3).slice(2)).toEqual([2, 5]);
    expect(rollingMedian(column, 4).slice(3)).toEqual([3.5]);
    expect(rollingMedian([10, 9, 100], 3)[2]).toBe(10);
  });

  it('are shares of another column, and what any two come to', () => {
    expect(relativeTo([3, 1], [2, 4])).toEqual([0.5, -0.75]);
    expect(combine([3, 1], [2, 4], Math.max)).toEqual([3, 4]);
    expect(() => combine([3, 1], [2], Math.max)).toThrow(RangeError);
  });
});

describe('a mean that decays', () => {
  it('weighs a value half as much after a half-life, by weights that add up to 1', () => {
    // Weights ½ and 1, then ¼, ½ and 1.
    const averages = decayingAverage([2, 8, 1], 1);
    expect(averages).toEqual([2, (1 + 8) / 1.5, (0.5 + 4 + 1) / 1.75]);
  });

  it('is what pandas 1.5.3 computes: ewm(halflife=5, adjust=True).mean()', () => {
    const [, , , , , , last] = decayingAverage([3, 1, 4, 1, 5, 9, 2], 5);
    expect(last).toBeCloseTo(3.832438162777169, 12);
  });
});

describe('a head of values that nobody knew', () => {
  const unknown: Column = [Number.NaN, Number.NaN, Number.NaN];
  const known = Array.from({ length: 20 }, (_, t) => 100 + ((t * 7) % 5));
  const statistics: readonly (readonly [string, (column: Column) => Column])[] = [
    ['a moving average', (column) => movingAverage(column, 4)],
    ['a deviation', (column) => volatility(column, 4)],
    ['a median', (column) => rollingMedian(column, 4)],
    ['an exponential average', (column) => exponentialAverage(column, 4)],
    ['a mean that decays', (column) => decayingAverage(column, 4)],
    ['a relative strength', (column) => relativeStrength(column, 4)],
    ['a lag', (column) => lag(column, 4)],
    ['a change', (column) => change(column, 4)],
  ];

  it.each(statistics)('is skipped by %s, which begins with what is known', (_, statistic) => {
    expect(statistic([...unknown, ...known])).toEqual([...unknown, ...statistic(known)]);
    expect(statistic(unknown)).toEqual(unknown);
  });

  it('is in no window, also where it is in the middle', () => {
    const [, , third, fourth, fifth] = movingAverage([1, Number.NaN, 2, 4, 6], 2);
    expect([third, fourth, fifth]).toEqual([Number.NaN, 3, 5]);
  });
});

describe("Wilder's relative strength", () => {
  it('moves by 1/n of the way to each new rise and fall', () => {
    // Seeded with rises of 1 and falls of 2 over 3 days; then a rise of 3.
    const [, , , seeded, next] = relativeStrength([10, 11, 9, 9, 12], 3);
    expect(seeded).toBeCloseTo(100 - 100 / (1 + 1 / 2), 12);
    const [gain, loss] = [((1 / 3) * 2 + 3) / 3, ((2 / 3) * 2) / 3];
    expect(next).toBeCloseTo(100 - 100 / (1 + gain / loss), 12);
  });

  it('is 100 where nothing fell and 0 where nothing rose', () => {
    const rising = Array.from({ length: 20 }, (_, t) => 100 + t);
    expect(relativeStrength(rising, 14).slice(13)).toEqual([Number.NaN, 100, 100, 100, 100, 100, 100]);
    expect(relativeStrength(rising.toReversed(), 14).at(-1)).toBe(0);
    expect(relativeStrength([7, 7, 7], 2).at(-1)).toBe(100);
  });

  it('agrees with the worked example of its source', () => {
    // Rises and falls of 14 days add up to 3.34 and 1.40: 100 − 100/(1 + 3.34/1.40).
    const closes = [
      44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.1, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61, 46.28, 46.28,
    ];
    expect(relativeStrength(closes, 14).at(-1)).toBeCloseTo(70.46, 2);
  });
});
