import type { Vector } from '../learning/vector.ts';

/**
 * The first Wasserstein distance of two samples, both in ascending order: W = ∫ |F(x) − G(x)| dx, the least mean
 * distance that values must be moved to turn one sample into the other, in the unit of the values.
 * Source: Vallender 1974, "Calculation of the Wasserstein distance between probability distributions on the line".
 */
export function wassersteinDistance(a: Vector, b: Vector): number {
  let [i, j, distance] = [0, 0, 0];
  let before = Math.min(a[0] ?? 0, b[0] ?? 0);
  while (i < a.length || j < b.length) {
    const x = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    distance += Math.abs(i / a.length - j / b.length) * (x - before);
    before = x;
    while (i < a.length && a[i] === x) i += 1;
    while (j < b.length && b[j] === x) j += 1;
  }
  return distance;
}
