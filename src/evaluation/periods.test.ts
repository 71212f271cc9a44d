import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { wave } from '../testing/wave.ts';
import { dayLosses } from './losses.ts';
import { skillByVolatility, skillByYear } from './periods.ts';

const day = (t: number, loss: number, baseRate = 1) => ({
  date: addDays('2023-12-30', t),
  loss,
  constants: { baseRate, recentBaseRate: 9, coinFlip: 9 },
});

describe('the skill by year', () => {
  it('is that of the days whose row is of the year', () => {
    const years = skillByYear([day(0, 0.5), day(1, 0.7), day(2, 1.1), day(3, 1.2), day(4, 0.7)]);
    expect(years.map(({ year, n }) => [year, n])).toEqual([
      [2023, 2],
      [2024, 3],
    ]);
    expect(years[0]?.skill).toBeCloseTo(0.4, 12);
    expect(years[1]?.skill).toBeCloseTo(0, 12);
    // γ₀ = 0.01, γ₁ = −0.005, a lag of 1: √(V/n) = √(0.005/2).
    expect(years[0]?.t).toBeCloseTo(0.4 / Math.sqrt(0.005 / 2), 9);
  });

  it('adds up to that of all days', () => {
    const losses = dayLosses(wave);
    expect(skillByYear(losses).reduce((sum, { n }) => sum + n, 0)).toBe(40);
  });
});

describe('the skill by volatility', () => {
  it('is that of the calm, the middling and the wild third of days', () => {
    const days = [0.9, 0.8, 0.5, 0.6, 1.2, 1.4].map((loss, t) => day(t, loss));
    const parts = skillByVolatility(days, [0.05, 0.06, 0.01, 0.02, 0.09, 0.08]);
    expect(parts.map(({ from, to, n }) => [from, to, n])).toEqual([
      [0.01, 0.02, 2],
      [0.05, 0.06, 2],
      [0.08, 0.09, 2],
    ]);
    const expected = [0.45, 0.15, -0.3];
    for (const [i, skill] of expected.entries()) expect(parts[i]?.skill).toBeCloseTo(skill, 12);
  });

  it('has as many days in each third, of twelve whose volatility is known', () => {
    const fifteen = Array.from({ length: 15 }, (_, t) => day(t, 0.5));
    const parts = skillByVolatility(
      fifteen,
      fifteen.map((_, t) => (t < 12 ? t : Number.NaN)),
    );
    expect(parts.map(({ n }) => n)).toEqual([4, 4, 4]);
  });

  it('leaves out days without a volatility, and thirds without a day', () => {
    const days = [day(0, 0.5), day(1, 0.6), day(2, 0.7)];
    expect(skillByVolatility(days, [Number.NaN, 0.02, 0.02])).toMatchObject([{ n: 2, from: 0.02, to: 0.02 }]);
  });
});
