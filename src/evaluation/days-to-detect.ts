import type { Vector } from '../learning/vector.ts';

/** Φ⁻¹(0.95) + Φ⁻¹(0.80): a one-sided test at 5 % with a power of 80 %. */
const QUANTILES = 2.49;

/**
 * How many days it takes to find a mean daily gain as large as this one in four of five tries:
 * (2.49·sd(d)/mean(d))², sd with n − 1. Null where there is no gain to find, or a single day.
 */
export function daysToDetect(differences: Vector): number | null {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  if (!(mean > 0) || n < 2) return null;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  return (QUANTILES ** 2 * variance) / mean ** 2;
}
