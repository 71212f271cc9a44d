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
  const [whole, rest] = [Math.floor(n / length), n % length];
  const blocks = series.map((values) => blockSums(values, length));
  const remainders = series.map((values) => blockSums(values, rest));
  const random = seededRandom(seed);
  const firsts = new Int32Array(whole);
  const values = Array.from({ length: resamples }, () => {
    for (let i = 0; i < whole; i++) firsts[i] = Math.floor(random() * (n - length + 1));
    const lastFirst = Math.floor(random() * (n - rest + 1));
    return statistic(
      blocks.map((sums, k) => {
        let sum = remainders[k]?.[lastFirst] ?? 0;
        for (let i = 0; i < whole; i++) sum += sums[firsts[i] ?? 0] ?? 0;
        return sum;
      }),
    );
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

/** The sum of each block of so many consecutive values, by where it begins. */
function blockSums(values: Vector, length: number): Float64Array {
  const sums = new Float64Array(values.length - length + 1);
  for (let first = 0; first < sums.length; first++) {
    for (let i = first; i < first + length; i++) sums[first] = (sums[first] ?? 0) + (values[i] ?? 0);
  }
  return sums;
}
