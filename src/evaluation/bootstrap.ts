import type { Vector } from '../learning/vector.ts';
import { seededRandom } from './random.ts';

export interface BootstrapSettings {
  readonly seed: number;
  readonly resamples: number;
}

export type Interval = readonly [low: number, high: number];

/** The length of blocks for n days, ⌈n^(1/3)⌉: long enough to keep what hangs together in time. */
export function blockLength(n: number): number {
  return Math.max(1, Math.ceil(Math.cbrt(n) - 1e-9));
}

/**
 * The 95 % interval of a statistic of daily series by the moving-block bootstrap: days are drawn with replacement in
 * blocks of consecutive ones, the same blocks from every series, and the statistic is computed from the sums over what
 * was drawn; the interval is between its 2.5 % and 97.5 % quantiles.
 * Source: Künsch 1989, "The jackknife and the bootstrap for general stationary observations".
 */
export function bootstrapInterval(
  series: readonly Vector[],
  statistic: (sums: Vector) => number,
  { seed, resamples }: BootstrapSettings,
): Interval {
  const n = series[0]?.length ?? 0;
  const length = blockLength(n);
  const totals = series.map(runningTotals);
  const random = seededRandom(seed);
  const values = Array.from({ length: resamples }, () => {
    const sums = series.map(() => 0);
    for (let drawn = 0; drawn < n; drawn += length) {
      const size = Math.min(length, n - drawn);
      const first = Math.floor(random() * (n - size + 1));
      for (const [k, total] of totals.entries()) {
        sums[k] = (sums[k] ?? 0) + (total[first + size] ?? 0) - (total[first] ?? 0);
      }
    }
    return statistic(sums);
  }).toSorted((a, b) => a - b);
  return [quantile(values, 0.025), quantile(values, 0.975)];
}

/** The quantile of sorted values, between neighbours in proportion. */
export function quantile(sorted: Vector, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]];
  return low + (position - below) * (high - low);
}

/** 0, x₀, x₀ + x₁, … */
function runningTotals(values: Vector): Float64Array {
  const totals = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) totals[i + 1] = (totals[i] ?? 0) + value;
  return totals;
}
