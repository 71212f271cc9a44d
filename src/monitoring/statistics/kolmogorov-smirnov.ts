import { entry } from '../../learning/vector.ts';
import { type Sample, valueAt } from './sorted.ts';

/**
 * The two-sample statistic of Kolmogorov and Smirnov, both samples in ascending order: D = max |F(x) − G(x)|, the
 * largest distance of their empirical distribution functions. G stands still between two values of b, while F rises:
 * so the largest distance is at a value of b, or just below it.
 */
export function kolmogorovSmirnov(a: Sample, b: Sample): number {
  let [largest, i] = [0, 0];
  for (let j = 0; j < b.length; ) {
    const x = valueAt(b, j);
    while (i < a.length && valueAt(a, i) < x) i += 1;
    const below = Math.abs(i / a.length - j / b.length);
    while (i < a.length && valueAt(a, i) === x) i += 1;
    while (b[j] === x) j += 1;
    const upTo = Math.abs(i / a.length - j / b.length);
    largest = Math.max(largest, below, upTo);
  }
  return largest;
}

/**
 * The chance of a statistic of at least D between two samples of n and m independent values of one continuous
 * distribution: exact, by counting the lattice paths from (0, 0) to (n, m) that stay nearer than D to the diagonal.
 * Source: Hodges 1958, "The significance probability of the Smirnov two-sample test".
 */
export function kolmogorovSmirnovPValue(statistic: number, n: number, m: number): number {
  // Distances are multiples of 1/(n·m): a reach half-way below one keeps ties exact.
  const reach = (0.5 + Math.floor(statistic * n * m - 1e-7)) / (n * m);
  const isNear = (i: number, j: number) => Math.abs(i / n - j / m) < reach;
  const paths = Float64Array.from({ length: m + 1 }, (_, j) => Number(isNear(0, j)));
  for (let i = 1; i <= n; i++) {
    // A share of all paths, which are too many to count: the last row ends at 1 where none leaves.
    const weight = i / (i + m);
    let left = 0;
    for (let j = 0; j < paths.length; j++) {
      left = isNear(i, j) ? weight * entry(paths, j) + left : 0;
      paths[j] = left;
    }
  }
  return Math.max(0, 1 - entry(paths, paths.length - 1));
}
