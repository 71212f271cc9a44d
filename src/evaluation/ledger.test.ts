import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { bestOfAll, multiplicities, newestOfEach } from './ledger.ts';
import { seededRandom } from './random.ts';
import { superiorPredictiveAbility } from './superior-predictive-ability.ts';

const settings = { seed: 1, resamples: 500 };

describe('the newest of each recipe', () => {
  it('replaces what the same recipe came to before, on other data', () => {
    const entries = [
      { recipe: 'a', n: 1 },
      { recipe: 'b', n: 2 },
      { recipe: 'a', n: 3 },
    ];
    expect(newestOfEach(entries)).toEqual([
      { recipe: 'b', n: 2 },
      { recipe: 'a', n: 3 },
    ]);
  });
});

describe('what the number of tries does to a p-value', () => {
  it('is nothing for the first', () => {
    expect(multiplicities([{ recipe: 'a', pValue: 0.03 }])).toEqual([
      { evaluations: 1, place: 1, pValueHolm: 0.03 },
    ]);
  });

  it("is Holm's correction over all", () => {
    const tried = [0.01, 0.04, 0.03, 0.005].map((pValue, i) => ({ recipe: String(i), pValue }));
    expect(multiplicities(tried).map(({ pValueHolm }) => pValueHolm)).toEqual(
      [0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 12)),
    );
  });

  it('counts a recipe that has no p-value as tried', () => {
    const [first, second] = multiplicities([
      { recipe: 'a', pValue: 0.03 },
      { recipe: 'b', pValue: null },
    ]);
    expect(first).toEqual({ evaluations: 2, place: 1, pValueHolm: 0.06 });
    expect(second).toEqual({ evaluations: 2, place: 2, pValueHolm: null });
  });
});

describe('whether the best of all recipes is better than its benchmark', () => {
  const random = seededRandom(3);
  const days = (from: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ date: addDays(from, i), difference: random() - 0.45 }));

  it('is judged on the days that all of them share', () => {
    const [early, late] = [days('2024-01-01', 80), days('2024-01-21', 80)];
    const shared = [early.slice(20), late.slice(0, 60)].map((series) =>
      series.map(({ difference }) => difference),
    );
    expect(bestOfAll([early, late], settings)).toBe(superiorPredictiveAbility(shared, settings)?.pValue);
  });

  it('is unknown where these are under 30, or there is no recipe', () => {
    expect(bestOfAll([days('2024-01-01', 40), days('2024-01-12', 40)], settings)).toBeNull();
    expect(bestOfAll([days('2024-01-01', 40), days('2024-01-11', 40)], settings)).not.toBeNull();
    expect(bestOfAll([], settings)).toBeNull();
    // Any two share 30 days or more, all three only 20.
    const three = ['2024-01-01', '2024-01-11', '2024-01-21'].map((from) => days(from, 40));
    expect(bestOfAll(three, settings)).toBeNull();
  });

  it('is unknown where no recipe differs from its benchmark', () => {
    const same = days('2024-01-01', 40).map((day) => ({ ...day, difference: 0 }));
    expect(bestOfAll([same, same], settings)).toBeNull();
  });
});
