import { maximum, minimum } from '../../learning/scalers.ts';
import { at, type Vector } from '../../learning/vector.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { populationStabilityIndex } from './psi.ts';
import { ascending, insertSorted, removeSorted, valueAt } from './sorted.ts';
import { wassersteinDistance } from './wasserstein.ts';

/** How far two samples of a feature are apart. */
export interface Distances {
  readonly psi: number;
  readonly ks: number;
  /**
   * The Wasserstein distance in standard deviations of the past, or of both samples where the past is constant; 0
   * where all values are the same.
   */
  readonly wasserstein: number;
}

/** Which rows a window of a feature's history is held against. */
export interface WindowPlan {
  /** The length of the window. */
  readonly window: number;
  /** The most rows of the past before it. */
  readonly past: number;
  /** The rows between the past and the window. */
  readonly gap: number;
  /** The fewest rows of the past that are worth a comparison. */
  readonly leastPast: number;
}

/**
 * The distances of every window of a feature's history from its own past, oldest first: the last are those of the
 * newest window. Empty where the history is too short for one.
 */
export function* distancesOverTime(
  column: Vector,
  { window, past, gap, leastPast }: WindowPlan,
): Generator<Distances, void, void> {
  const pastSample = slidingSample(column);
  const recentSample = slidingSample(column);
  for (let end = leastPast + gap + window; end <= column.length; end++) {
    const pastEnd = end - window - gap;
    // The past grows until it is as long as the training rows were; from then on both ends move.
    yield distancesOf(pastSample.moveTo(pastEnd - past, pastEnd), recentSample.moveTo(end - window, end));
  }
}

/** The distances of two samples, both in ascending order. */
function distancesOf(past: Float64Array, recent: Float64Array): Distances {
  const scale = deviation(past) || deviation(past, recent);
  return {
    psi: populationStabilityIndex(past, recent),
    ks: kolmogorovSmirnov(past, recent),
    wasserstein: scale === 0 ? 0 : wassersteinDistance(past, recent) / scale,
  };
}

/**
 * The farthest that a window could be from the newest past without leaving what the history has ever seen: the
 * distances of a window that is at one end of it throughout, the larger one of each. A limit beyond says nothing.
 */
export function farthestDistances(column: Vector, { window, past, gap }: WindowPlan): Distances {
  const pastEnd = column.length - window - gap;
  const pastSample = ascending(column.slice(Math.max(0, pastEnd - past), pastEnd));
  const distancesFrom = (value: number) => distancesOf(pastSample, new Float64Array(window).fill(value));
  const [lowest, highest] = [distancesFrom(minimum(column)), distancesFrom(maximum(column))];
  return {
    psi: Math.max(lowest.psi, highest.psi),
    ks: Math.max(lowest.ks, highest.ks),
    wasserstein: Math.max(lowest.wasserstein, highest.wasserstein),
  };
}

/** A stretch of a column in ascending order, whose ends move on. */
function slidingSample(column: Vector): { moveTo: (start: number, end: number) => Float64Array } {
  const sorted = new Float64Array(column.length);
  let [first, last, count] = [0, 0, 0];
  return {
    moveTo: (start, end) => {
      while (last < end) count = insertSorted(sorted, count, at(column, last++));
      while (first < start) count = removeSorted(sorted, count, at(column, first++));
      return sorted.subarray(0, count);
    },
  };
}

/**
 * The population standard deviation of samples together, each in ascending order; exactly 0 where all values are the
 * same. One pass is enough from a value that is near the mean, so that little cancels: the median of the first sample,
 * where that is a share p of all values, is at most √(2/p) deviations from it, as half of the sample is no nearer.
 */
function deviation(...samples: readonly [Float64Array, ...Float64Array[]]): number {
  const [first] = samples;
  const median = valueAt(first, first.length >> 1);
  let [n, sum, squares] = [0, 0, 0];
  for (const sample of samples) {
    n += sample.length;
    for (let i = 0; i < sample.length; i++) {
      const distance = valueAt(sample, i) - median;
      sum += distance;
      squares += distance * distance;
    }
  }
  return Math.sqrt(squares / n - (sum / n) ** 2);
}
