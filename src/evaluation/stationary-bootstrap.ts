import { entry, type Vector } from '../learning/vector.ts';

/**
 * The mean block length of the stationary bootstrap that is best for the mean of a series, in days:
 * (2·G²/D)^(1/3) · n^(1/3), with G = Σₖ λ(k/M)·|k|·R(k), D = 2·(Σₖ λ(k/M)·R(k))², λ the flat-top window
 * (1 up to ½, then 2·(1 − x)) and R the autocovariances. M is twice the lag after which five autocorrelations in a
 * row are below 2·√(log₁₀ n / n). The length is at least `least`, at most min(3√n, n/3).
 * Source: Politis & White 2004, "Automatic block-length selection for the dependent bootstrap", with the
 * correction by Patton, Politis & White 2009.
 */
export function meanBlockLength(series: Vector, least = 1): number {
  const n = series.length;
  const mean = series.reduce((sum, value) => sum + value, 0) / n;
  const centred = Float64Array.from(series, (value) => value - mean);
  const bandwidth = bandwidthOf(centred);
  let [weightedLags, longRun] = [0, crossProduct(centred, 0)];
  for (let k = 1; k < bandwidth; k++) {
    const window = Math.min(1, 2 * (1 - k / bandwidth));
    const covariance = crossProduct(centred, k);
    weightedLags += 2 * window * k * covariance;
    longRun += 2 * window * covariance;
  }
  if (longRun === 0) return least;
  const length = Math.cbrt((weightedLags / longRun) ** 2 * n);
  return Math.max(least, Math.min(length, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))));
}

/** How many autocorrelations in a row must be small. */
const IN_A_ROW = 5;

/**
 * M: twice the first lag after which all of a row of autocorrelations are small. They are between the series without
 * its last and without its first values, each by its own size.
 */
function bandwidthOf(centred: Float64Array): number {
  const n = centred.length;
  const furthest = Math.ceil(Math.sqrt(n)) + IN_A_ROW;
  const small = 2 * Math.sqrt(Math.log10(n) / n);
  let streak = 0;
  for (let k = 1; k <= furthest; k++) {
    const [later, earlier] = [centred.subarray(k), centred.subarray(0, n - k)];
    const size = Math.sqrt(crossProduct(later, 0) * crossProduct(earlier, 0));
    streak = Math.abs(crossProduct(centred, k)) < small * size ? streak + 1 : 0;
    if (streak === IN_A_ROW) return Math.min(2 * Math.max(k - IN_A_ROW, 1), furthest);
  }
  return furthest;
}

/** Σ xₜ·xₜ₋ₖ of values whose mean is 0: n times the autocovariance. Only ratios of them are used. */
function crossProduct(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < centred.length; t++) sum += entry(centred, t) * entry(centred, t - lag);
  return sum;
}

/** A stretch of consecutive days, which goes on at the first after the last. */
export interface Block {
  readonly first: number;
  readonly length: number;
}

/**
 * One resample of n days by the stationary bootstrap: blocks that begin anywhere, with lengths from the geometric
 * distribution of the given mean, n days in all.
 * Source: Politis & Romano 1994, "The stationary bootstrap".
 */
export function stationaryBlocks(n: number, mean: number, random: () => number): readonly Block[] {
  const blocks: Block[] = [];
  for (let drawn = 0; drawn < n; ) {
    const first = Math.floor(random() * n);
    const length = Math.min(geometric(mean, random), n - drawn);
    blocks.push({ first, length });
    drawn += length;
  }
  return blocks;
}

/** 1, 2, 3 … with the given mean: the trials up to the first success of probability 1/mean. */
function geometric(mean: number, random: () => number): number {
  return 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
}
