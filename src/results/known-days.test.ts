import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Day } from '../domain.ts';
import { type KnownDays, knownDaysOf, sawTheSame } from './known-days.ts';

function daysFrom(first: string, count: number): readonly Day[] {
  return Array.from({ length: count }, (_, i) => {
    const date = addDays(first, i);
    const price = 100 + ((Date.parse(date) / 86_400_000) % 17);
    return { date, price, marketCap: 1e6 * price, totalVolume: null, filled: {} };
  });
}

function known(days: readonly Day[]): KnownDays {
  const of = knownDaysOf(days);
  if (of === undefined) throw new Error('there are no days');
  return of;
}

function withChange(days: readonly Day[], date: string, change: Partial<Day>): readonly Day[] {
  return days.map((day) => (day.date === date ? { ...day, ...change } : day));
}

describe('the days that a result knows', () => {
  const days = daysFrom('2025-01-01', 120);

  it('are from the first to the last, with a digest for each calendar month', () => {
    const { from, to, months } = known(days);
    expect([from, to]).toEqual(['2025-01-01', '2025-04-30']);
    expect(Object.keys(months)).toEqual(['2025-01', '2025-02', '2025-03', '2025-04']);
    expect(knownDaysOf([])).toBeUndefined();
  });

  it('are the same as those of a longer and of a shorter history', () => {
    expect(sawTheSame(known(days), known(daysFrom('2024-11-20', 180)))).toBe(true);
    expect(sawTheSame(known(days), known(days.slice(20, -12)))).toBe(true);
    expect(sawTheSame(known(days.slice(20, -12)), known(days))).toBe(true);
  });

  it.each([
    ['price', { price: 1 }],
    ['market cap', { marketCap: null }],
    ['volume', { totalVolume: 5 }],
  ])('are others where one %s differs', (_, change) => {
    const changed = withChange(days, '2025-02-11', change);
    expect(sawTheSame(known(days), known(changed))).toBe(false);
    expect(sawTheSame(known(days.slice(30)), known(changed))).toBe(false);
  });

  it('are the same where only days differ that one of them does not know', () => {
    expect(sawTheSame(known(days.slice(45)), known(withChange(days, '2025-01-05', { price: 1 })))).toBe(true);
    expect(sawTheSame(known(days.slice(0, -35)), known(withChange(days, '2025-04-25', { price: 1 })))).toBe(
      true,
    );
  });

  it('are compared to the last day where both end on it', () => {
    const changed = withChange(days.slice(0, -10), '2025-04-20', { price: 1 });
    expect(sawTheSame(known(days.slice(0, -10)), known(changed))).toBe(false);
  });

  it('are not the same where no month is known to both', () => {
    expect(sawTheSame(known(daysFrom('2025-01-01', 40)), known(daysFrom('2026-01-01', 40)))).toBe(false);
    expect(sawTheSame(known(daysFrom('2025-01-05', 10)), known(daysFrom('2025-01-08', 10)))).toBe(false);
  });
});
