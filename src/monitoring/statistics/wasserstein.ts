import { at, type Vector } from '../../learning/vector.ts';

/**
 * The first Wasserstein distance of two samples, both in ascending order: W = ∫ |F(x) − G(x)| dx, the least mean
 * distance that values must be moved to turn one sample into the other, in the unit of the values.
 * Source: Vallender 1974, "Calculation of the Wasserstein distance between probability distributions on the line".
 */
export function wassersteinDistance(a: Vector, b: Vector): number {
  const n = a.length;
  let i = 0;
  let distance = 0;
  let before = Math.min(at(a, 0), at(b, 0));
  for (let j = 0; j <= b.length; j++) {
    const next = j === b.length ? Number.POSITIVE_INFINITY : at(b, j);
    const share = j / b.length;
    for (; i < n; i++) {
      const x = a[i];
      // Not by `at`: this is where the time goes.
      if (x === undefined) throw new RangeError(`there is no value at ${i} of ${n}`);
      if (x >= next) break;
      distance += Math.abs(i / n - share) * (x - before);
      before = x;
    }
    if (j === b.length) break;
    distance += Math.abs(i / n - share) * (next - before);
    before = next;
  }
  return distance;
}
