import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Day } from '../domain.ts';
import { volatilitiesOn } from './days-around.ts';

/** Days whose logarithms of prices rise by 1 % and fall by 1 % by turns. */
const days: readonly Day[] = Array.from({ length: 40 }, (_, t) => ({
  date: addDays('2024-02-01', t),
  price: 100 * Math.exp(t % 2 === 0 ? 0 : 0.01),
  marketCap: null,
  totalVolume: null,
  filled: {},
}));

describe('the volatility on a date', () => {
  it('is the sample deviation of the 30 log returns that end on it', () => {
    const [volatility] = volatilitiesOn([{ date: '2024-03-05' }], days);
    // Fifteen of +1 % and fifteen of −1 %, mean 0: √(30 · 0.01² / 29).
    expect(volatility).toBeCloseTo(0.01 * Math.sqrt(30 / 29), 12);
  });

  it('is not known before there are 30 returns', () => {
    const dates = ['2024-03-01', '2024-03-02'].map((date) => ({ date }));
    expect(volatilitiesOn(dates, days).map(Number.isNaN)).toEqual([true, false]);
  });

  it('is asked of dates that there are', () => {
    expect(() => volatilitiesOn([{ date: '2024-04-01' }], days)).toThrow(RangeError);
  });
});
