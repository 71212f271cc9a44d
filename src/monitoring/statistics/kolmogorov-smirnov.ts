import { at, type Vector } from '../../learning/vector.ts';
import { countAtMost, countBelow } from './sorted.ts';

/**
 * The two-sample statistic of Kolmogorov and Smirnov, both samples in ascending order: D = max |F(x) − G(x)|, the
 * largest distance of their empirical distribution functions. G stands still between two values of b, while F rises:
 * so the largest distance is at a value of b, or just below it, and of a long sample only that much is looked at.
 */
export function kolmogorovSmirnov(a: Vector, b: Vector): number {
  let largest = 0;
  for (let j = 0; j < b.length; ) {
    const x = at(b, j);
    const below = Math.abs(countBelow(a, x) / a.length - j / b.length);
    while (j < b.length && b[j] === x) j += 1;
    const upTo = Math.abs(countAtMost(a, x) / a.length - j / b.length);
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
  const [shorter, longer] = n < m ? [n, m] : [m, n];
  // Distances are multiples of 1/(n·m): rounding down to one keeps ties exact.
  const reach = (0.5 + Math.floor(statistic * n * m - 1e-7)) / (n * m);
  const paths: number[] = Array.from({ length: longer + 1 }, (_, j) => (j / longer > reach ? 0 : 1));
  for (let i = 1; i <= shorter; i++) {
    const weight = i / (i + longer);
    paths[0] = i / shorter > reach ? 0 : weight * at(paths, 0);
    for (let j = 1; j <= longer; j++) {
      const isOutside = Math.abs(i / shorter - j / longer) > reach;
      paths[j] = isOutside ? 0 : weight * at(paths, j) + at(paths, j - 1);
    }
  }
  return Math.min(1, Math.max(0, 1 - at(paths, longer)));
}
