import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { superiorPredictiveAbility } from './superior-predictive-ability.ts';

const settings = { seed: 1, resamples: 10_000 };
const series = (at: (t: number) => number) => Array.from({ length: 60 }, (_, t) => at(t));
const recipes = [
  series((t) => Math.sin(t * t) + 0.1),
  series((t) => Math.cos(t * 3) - 0.2),
  series((t) => 2 * Math.sin(t * 1.7) + 0.05),
  series((t) => Math.sin(t * 2.9) - 1.5),
];

describe("Hansen's test of superior predictive ability", () => {
  it('agrees with another implementation: its statistic, its block length and its p', () => {
    const test = superiorPredictiveAbility(recipes, settings);
    expect(test?.statistic).toBeCloseTo(1.080537026441464, 12);
    expect(test?.blockLength).toBeCloseTo(4.325464032602678, 10);
    expect(Math.abs((test?.pValue ?? Number.NaN) - 0.3992)).toBeLessThan(0.02);
  });

  it('is the same for the same seed', () => {
    expect(superiorPredictiveAbility(recipes, settings)).toEqual(
      superiorPredictiveAbility(recipes, settings),
    );
  });

  it('is not weakened by a hopeless recipe', () => {
    const good = recipes.slice(0, 3);
    // As far down as nothing can be, and no change to the mean series that the block length comes from.
    const hopeless = series((t) => good.reduce((sum, each) => sum + (each[t] ?? Number.NaN), 0) / 3 - 50);
    const [beside, without] = [[...good, hopeless], good].map((each) =>
      superiorPredictiveAbility(each, settings),
    );
    expect(beside?.pValue).toBe(without?.pValue);
    expect(beside?.statistic).toBe(without?.statistic);
  });

  it('has a statistic of 0 and a p of 1 where every recipe is worse than the benchmark', () => {
    const worse = superiorPredictiveAbility([series((t) => Math.sin(t * t) - 0.5)], settings);
    expect(worse).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it('finds a recipe that is better, among many that are not', () => {
    const random = seededRandom(9);
    const noise = () => Array.from({ length: 500 }, () => random() - 0.5);
    const good = noise().map((x) => x + 0.1);
    const many = [...Array.from({ length: 20 }, noise), good];
    expect(superiorPredictiveAbility(many, settings)?.pValue).toBeLessThan(0.01);
  });

  it('is rarely below 0.05 where no recipe is better', () => {
    const random = seededRandom(10);
    const below = Array.from({ length: 200 }, (_, seed) => {
      const many = Array.from({ length: 5 }, () => Array.from({ length: 120 }, () => random() - 0.5));
      return superiorPredictiveAbility(many, { seed, resamples: 300 });
    }).filter((test) => test !== null && test.pValue < 0.05).length;
    expect(below / 200).toBeLessThan(0.1);
  });

  it('is undefined where no difference varies, or there is none', () => {
    expect(superiorPredictiveAbility([], settings)).toBeNull();
    expect(superiorPredictiveAbility([new Array<number>(40).fill(0)], settings)).toBeNull();
  });
});
