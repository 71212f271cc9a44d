import { type Sample, valueAt } from './sorted.ts';

/**
 * The first Wasserstein distance of two samples, both in ascending order: W = ∫₀¹ |F⁻¹(u) − G⁻¹(u)| du, the least mean
 * distance that values must be moved to turn one sample into the other, in the unit of the values. A value of a sample
 * of n is its quantile for a share of 1/n, which is m steps of 1/(n·m): whole numbers, so that both end together.
 * Source: Vallender 1974, "Calculation of the Wasserstein distance between probability distributions on the line".
 */
export function wassersteinDistance(a: Sample, b: Sample): number {
  let distance = 0;
  let [i, from] = [0, 0];
  for (let j = 0; j < b.length; j++) {
    const value = valueAt(b, j);
    const end = (j + 1) * a.length;
    while (from < end) {
      const endOfOther = (i + 1) * b.length;
      const to = Math.min(endOfOther, end);
      distance += Math.abs(valueAt(a, i) - value) * (to - from);
      if (to === endOfOther) i += 1;
      from = to;
    }
  }
  return distance / (a.length * b.length);
}
