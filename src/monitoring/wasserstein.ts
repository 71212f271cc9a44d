import type { Vector } from '../learning/vector.ts';

/**
 * The first Wasserstein distance of two samples, both in ascending order: W = ∫ |F(x) − G(x)| dx, the least mean
 * distance that values must be moved to turn one sample into the other, in the unit of the values.
 * Source: Vallender 1974, "Calculation of the Wasserstein distance between probability distributions on the line".
 */
export function wassersteinDistance(a: Vector, b: Vector): number {
  let [i, distance] = [0, 0];
  let before = Math.min(a[0] ?? 0, b[0] ?? 0);
  const stepTo = (x: number, j: number) => {
    distance += Math.abs(i / a.length - j / b.length) * (x - before);
    before = x;
  };
  for (let j = 0; j <= b.length; j++) {
    const next = b[j] ?? Number.POSITIVE_INFINITY;
    for (; i < a.length && (a[i] ?? 0) < next; i++) stepTo(a[i] ?? 0, j);
    if (j < b.length) stepTo(next, j);
  }
  return distance;
}
