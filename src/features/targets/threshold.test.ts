import { describe, expect, it } from 'vitest';
import { daysOf } from '../../testing/days.ts';
import { targets } from '../engineer.ts';
import { thresholdOn } from './threshold.ts';

describe('thresholdOn', () => {
  /** Moves of 1 %, 2 % and so on to 90 %, as logarithms, up and down by turns: their median is 45.5 %. */
  const prices = [100];
  for (let k = 1; k <= 90; k++) {
    prices.push((prices.at(-1) ?? Number.NaN) * Math.exp((k / 100) * (k % 2 === 0 ? -1 : 1)));
  }
  const days = daysOf(prices);
  const newest = days.at(-1);

  it('is the median move as a share, and the prices it leads to', () => {
    const threshold = thresholdOn(targets.large_move, days, newest?.date ?? '');
    expect(threshold?.move).toBeCloseTo(Math.exp(0.455) - 1, 12);
    expect(threshold?.high).toBeCloseTo((newest?.price ?? Number.NaN) * Math.exp(0.455), 9);
    expect(threshold?.low).toBeCloseTo((newest?.price ?? Number.NaN) * Math.exp(-0.455), 9);
  });

  it('is none where 90 moves are not known, of a date that is not there, or of a target of no size', () => {
    expect(thresholdOn(targets.large_move, days, days.at(-2)?.date ?? '')).toBeUndefined();
    expect(thresholdOn(targets.large_move, days, '1999-01-01')).toBeUndefined();
    expect(thresholdOn(targets.direction, days, newest?.date ?? '')).toBeUndefined();
  });
});
