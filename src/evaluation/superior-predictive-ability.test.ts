import { describe, expect, it } from 'vitest';
import { at, type Vector } from '../learning/vector.ts';
import { seededRandom } from './random.ts';
import { neweyWestVariance } from './significance.ts';
import { meanBlockLength, stationaryBlocks } from './stationary-bootstrap.ts';
import { superiorPredictiveAbility } from './superior-predictive-ability.ts';

const settings = { seed: 1, resamples: 10_000 };
const series = (at: (t: number) => number) => Array.from({ length: 60 }, (_, t) => at(t));
const recipes = [
  series((t) => Math.sin(t * t) + 0.1),
  series((t) => Math.cos(t * 3) - 0.2),
  series((t) => 2 * Math.sin(t * 1.7) + 0.05),
  series((t) => Math.sin(t * 2.9) - 1.5),
];

/** A series moved to a mean. */
function around(mean: number, values: Vector): Vector {
  const before = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.map((x) => x - before + mean);
}

/** The p-value from whole resamples, without sums that are kept. */
function dayByDay(many: readonly Vector[], blockLength: number, { seed, resamples }: typeof settings) {
  const n = 60;
  const meanOf = (values: Vector) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const scaled = (values: Vector, reduction: number, from: Vector) =>
    (Math.sqrt(n) * (meanOf(values) - reduction)) / Math.sqrt(neweyWestVariance(from));
  const statistic = Math.max(0, ...many.map((each) => scaled(each, 0, each)));
  const isHopeless = (each: Vector) => scaled(each, 0, each) < -Math.sqrt(2 * Math.log(Math.log(n)));
  const random = seededRandom(seed);
  const asLarge = Array.from({ length: resamples }, () => {
    const days = stationaryBlocks(n, blockLength, random).flatMap(({ first, length }) =>
      Array.from({ length }, (_, i) => (first + i) % n),
    );
    const largest = many.map((each) =>
      scaled(
        days.map((day) => at(each, day)),
        isHopeless(each) ? 0 : meanOf(each),
        each,
      ),
    );
    return Math.max(0, ...largest) >= statistic;
  });
  return asLarge.filter(Boolean).length / resamples;
}

describe("Hansen's test of superior predictive ability", () => {
  it('agrees with another implementation: its statistic, its block length and its p', () => {
    const test = superiorPredictiveAbility(recipes, settings);
    expect(test?.statistic).toBeCloseTo(1.080537026441464, 12);
    expect(test?.blockLength).toBeCloseTo(4.325464032602678, 10);
    expect(Math.abs((test?.pValue ?? Number.NaN) - 0.3992)).toBeLessThan(0.02);
  });

  it('counts resamples as they are defined, day by day, a recipe near the threshold of the hopeless too', () => {
    const [base = []] = recipes;
    const threshold = -Math.sqrt(neweyWestVariance(base)) * Math.sqrt((2 * Math.log(Math.log(60))) / 60);
    for (const share of [0, 0.99, 1.01, 2]) {
      const shifted = around(share * threshold, base);
      // Of a statistic below 1, so that what the hopeless one draws is sometimes more.
      const weak = around(
        0.03,
        series((t) => Math.cos(t * t * 0.7)),
      );
      for (const many of [[shifted, weak], [shifted]]) {
        const test = superiorPredictiveAbility(many, { seed: 7, resamples: 200 });
        expect(test?.pValue).toBe(
          dayByDay(many, test?.blockLength ?? Number.NaN, { seed: 7, resamples: 200 }),
        );
      }
    }
  });

  it('draws blocks of two days or more, which keep what hangs together from one day to the next', () => {
    const unconnected = series((t) => Math.sin(t ** 3));
    expect(meanBlockLength(unconnected)).toBeLessThan(2);
    expect(superiorPredictiveAbility([unconnected], { seed: 1, resamples: 1 })?.blockLength).toBe(2);
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
    expect(superiorPredictiveAbility(many, { seed: 1, resamples: 500 })?.pValue).toBeLessThan(0.01);
  });

  it('is rarely below 0.05 where no recipe is better', () => {
    const random = seededRandom(10);
    const below = Array.from({ length: 100 }, (_, seed) => {
      const many = Array.from({ length: 5 }, () => Array.from({ length: 120 }, () => random() - 0.5));
      return superiorPredictiveAbility(many, { seed, resamples: 200 });
    }).filter((test) => test !== null && test.pValue < 0.05).length;
    expect(below / 100).toBeLessThan(0.1);
  });

  it('is undefined where no difference varies, or there is none', () => {
    expect(superiorPredictiveAbility([], settings)).toBeNull();
    expect(superiorPredictiveAbility([new Array<number>(40).fill(0)], settings)).toBeNull();
  });
});
