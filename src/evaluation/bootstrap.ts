import { at, type Vector } from '../learning/vector.ts';
import { seededRandom } from './random.ts';

export interface BootstrapSettings {
  readonly seed: number;
  readonly resamples: number;
}

export type Interval = readonly [low: number, high: number];

/** The length of blocks for n days, ⌈n^(1/3)⌉: long enough to keep what hangs together in time. */
export function blockLength(n: number): number {
  return Math.ceil(Math.cbrt(n) - 1e-9);
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
  settings: BootstrapSettings,
): Interval {
  return at(bootstrapIntervals(series, [statistic], settings), 0);
}

/**
 * The intervals of several statistics from the same resamples. The sums of all blocks are taken once, so a resample of
 * n days costs as many additions as it has blocks.
 *
 * @throws {RangeError} where the series differ in length, or are empty
 */
function bootstrapIntervals(
  series: readonly Vector[],
  statistics: readonly ((sums: Vector) => number)[],
  { seed, resamples }: BootstrapSettings,
): readonly Interval[] {
  const n = series.length === 0 ? 0 : at(series, 0).length;
  if (n === 0 || series.some(({ length }) => length !== n)) throw new RangeError('series differ in length');
  const length = blockLength(n);
  const [whole, rest] = [Math.floor(n / length), n % length];
  const blocks = series.map((values) => blockSums(values, length));
  const remainders = series.map((values) => blockSums(values, rest));
  const random = seededRandom(seed);
  const firsts = new Int32Array(whole);
  const drawn = statistics.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < whole; i++) firsts[i] = Math.floor(random() * (n - length + 1));
    const lastFirst = Math.floor(random() * (n - rest + 1));
    const sums = blocks.map((sums, k) => sumAt(sums, firsts) + at(at(remainders, k), lastFirst));
    for (const [k, statistic] of statistics.entries()) at(drawn, k)[resample] = statistic(sums);
  }
  return drawn.map((values) => {
    values.sort();
    return [quantile(values, 0.025), quantile(values, 0.975)];
  });
}

/** The quantile of sorted values, between neighbours in proportion. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]];
  return low + (position - below) * (high - low);
}

function sumAt(values: Float64Array, indices: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += at(values, at(indices, i));
  return sum;
}

/** The sum of each block of so many consecutive values, by where it begins. */
function blockSums(values: Vector, length: number): Float64Array {
  const sums = new Float64Array(values.length - length + 1);
  for (let first = 0; first < sums.length; first++) {
    let sum = 0;
    for (let i = first; i < first + length; i++) sum += at(values, i);
    sums[first] = sum;
  }
  return sums;
}
