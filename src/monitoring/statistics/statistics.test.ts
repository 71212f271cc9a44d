import { describe, expect, it } from 'vitest';
import { holm } from '../../evaluation/holm.ts';
import { seededRandom } from '../../evaluation/random.ts';
import { kolmogorovSmirnov, kolmogorovSmirnovPValue } from './kolmogorov-smirnov.ts';
import { populationStabilityIndex } from './psi.ts';
import { ascending } from './sorted.ts';
import { studentQuantile, studentTail } from './student-t.ts';
import { wassersteinDistance } from './wasserstein.ts';

/** Two samples that any language can make: multiples of an irrational number, modulo 1. */
const a = ascending(Array.from({ length: 40 }, (_, i) => ((i + 1) * 0.6180339887498949) % 1));
const b = ascending(Array.from({ length: 25 }, (_, i) => (((i + 1) * 0.4142135623730951) % 1) ** 2));
const withTies = {
  a: [0, 0, 0, 0, 0, 0, 1, 1, 1, 2],
  b: [0, 1, 1, 1, 2, 2, 2, 2],
};

describe('figures of scipy', () => {
  it('scipy.stats.ks_2samp, with its exact p-value', () => {
    expect(kolmogorovSmirnov(a, b)).toBeCloseTo(0.295, 12);
    expect(kolmogorovSmirnovPValue(0.295, 40, 25)).toBeCloseTo(0.11170396402200988, 12);
    expect(kolmogorovSmirnov(withTies.a, withTies.b)).toBeCloseTo(0.475, 12);
    expect(kolmogorovSmirnovPValue(0.475, 10, 8)).toBeCloseTo(0.20366561543032125, 12);
    expect(kolmogorovSmirnovPValue(0.2, 60, 268)).toBeCloseTo(0.033652543808266516, 12);
    expect(kolmogorovSmirnovPValue(38 / 77, 7, 11)).toBeCloseTo(0.173202614379085, 12);
    expect(kolmogorovSmirnovPValue(0.1, 60, 5000)).toBeCloseTo(0.559589772627922, 10);
  });

  it('numpy: the stability index over the deciles of the first sample', () => {
    expect(populationStabilityIndex(a, b)).toBeCloseTo(0.27641289072057457, 12);
  });

  it('scipy.stats.wasserstein_distance', () => {
    expect(wassersteinDistance(a, b)).toBeCloseTo(0.1602598567171673, 12);
    expect(wassersteinDistance(withTies.a, withTies.b)).toBeCloseTo(0.875, 12);
  });

  it.each([
    [2, 3, 0.06966298427942155],
    [0.5, 8.6, 0.31480864649582135],
    [-1.2, 2.5, 0.8342805811670615],
    [6, 12, 3.108369432429284e-5],
    [4.2, 70.3, 3.8521235521795615e-5],
  ])('scipy.stats.t.sf(%d, %d)', (t, degrees, tail) => {
    expect(Math.abs(studentTail(t, degrees) / tail - 1)).toBeLessThan(1e-10);
  });

  it('scipy.stats.t.isf', () => {
    expect(studentQuantile(0.05 / 17, 8.6)).toBeCloseTo(3.633993807279983, 10);
  });

  it('Holm’s correction, by hand', () => {
    const adjusted = [0.03, 0.06, 0.06, 0.02];
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual(adjusted.map((p) => expect.closeTo(p, 12)));
  });
});

describe('what follows from the definitions', () => {
  it('finds no distance between a sample and itself', () => {
    expect(kolmogorovSmirnov(a, a)).toBe(0);
    expect(wassersteinDistance(a, a)).toBe(0);
    expect(populationStabilityIndex(a, a)).toBe(0);
    expect(kolmogorovSmirnovPValue(0, 40, 40)).toBe(1);
  });

  it('finds disjoint samples as far apart as can be', () => {
    expect(kolmogorovSmirnov([1, 2, 3], [7, 8])).toBe(1);
    expect(wassersteinDistance([1, 2, 3], [7, 8, 9])).toBe(6);
  });

  it('knows the Wasserstein distance of a shifted sample: the shift', () => {
    expect(
      wassersteinDistance(
        a,
        a.map((x) => x + 0.25),
      ),
    ).toBeCloseTo(0.25, 12);
  });

  it('computes the stability index of two shares by hand', () => {
    // Bins end at the values 0 and 1; counts raised by ½ over n + 1 with two bins: 8.5/11 and 3.5/11 against 2.5/11 and
    // 8.5/11.
    const expected = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
    const actual = [0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
    const [e, f] = [8.5 / 11, 2.5 / 11];
    expect(populationStabilityIndex(expected, actual)).toBeCloseTo(
      (f - e) * Math.log(f / e) + (e - f) * Math.log(e / f),
      12,
    );
  });

  it('has bins that end at values of the expected sample, each once, and none at its maximum', () => {
    // Four bins of one value each: shares of 1.5/6 against three of 0.5/6 and one of 4.5/6.
    expect(populationStabilityIndex([1, 2, 3, 4], [4, 4, 4, 4])).toBeCloseTo(Math.log(3), 12);
    // Three bins, of one, eight and one value; all ten of the other sample are in the last.
    const index = [
      [1.5, 0.5],
      [8.5, 0.5],
      [1.5, 10.5],
    ].reduce((sum, [e = 0, a = 0]) => sum + ((a - e) / 11.5) * Math.log(a / e), 0);
    expect(populationStabilityIndex([0, 1, 1, 1, 1, 1, 1, 1, 1, 2], Array(10).fill(2))).toBeCloseTo(
      index,
      12,
    );
  });

  it('has a bin below a constant, one for it, and one above, at 0 too', () => {
    // Shares of 0.5, 3.5 and 0.5 of 4.5 against 2.5, 0.5 and 0.5 of 3.5.
    const [below, same, above] = [
      [0.5 / 4.5, 2.5 / 3.5],
      [3.5 / 4.5, 0.5 / 3.5],
      [0.5 / 4.5, 0.5 / 3.5],
    ].map(([e = 0, a = 0]) => (a - e) * Math.log(a / e)) as [number, number, number];
    expect(populationStabilityIndex([0, 0, 0], [-1, -1])).toBeCloseTo(below + same + above, 12);
  });

  it('sees that a constant has changed', () => {
    expect(populationStabilityIndex([2025, 2025, 2025], [2026, 2026])).toBeGreaterThan(1);
    expect(populationStabilityIndex([2025, 2025, 2025], [2024, 2024])).toBeGreaterThan(1);
    expect(populationStabilityIndex([2025, 2025, 2025], [2025, 2025])).toBeLessThan(0.1);
  });

  it('inverts the tail of Student’s t', () => {
    for (const degrees of [1, 2.5, 8, 40]) {
      for (const tail of [0.2, 0.01, 1e-4]) {
        expect(studentTail(studentQuantile(tail, degrees), degrees)).toBeCloseTo(tail, 10);
      }
    }
  });

  it('is right as often as it says: Kolmogorov and Smirnov reject 5 % of independent samples of one kind', () => {
    const random = seededRandom(1);
    const sample = (n: number) => ascending(Array.from({ length: n }, random));
    const rejected = Array.from({ length: 400 }, () =>
      kolmogorovSmirnovPValue(kolmogorovSmirnov(sample(60), sample(100)), 60, 100),
    ).filter((p) => p < 0.05).length;
    expect(rejected / 400).toBeGreaterThan(0.02);
    expect(rejected / 400).toBeLessThan(0.07);
  });
});
