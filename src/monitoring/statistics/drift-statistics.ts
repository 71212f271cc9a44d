import { at, type Vector } from '../../learning/vector.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { populationStabilityIndex } from './psi.ts';
import { ascending, replaceSorted } from './sorted.ts';
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
  if (column.length === 0) return;
  const origin = at(column, 0);
  const pastSample = slidingSample(column, origin);
  const recentSample = slidingSample(column, origin);
  for (let end = leastPast + gap + window; end <= column.length; end++) {
    const pastEnd = end - window - gap;
    pastSample.moveTo(Math.max(0, pastEnd - past), pastEnd);
    recentSample.moveTo(end - window, end);
    yield distancesOf(pastSample, recentSample);
  }
}

function distancesOf(past: Sample, recent: Sample): Distances {
  const scale = deviation([past]) || deviation([past, recent]);
  return {
    psi: populationStabilityIndex(past.sorted, recent.sorted),
    ks: kolmogorovSmirnov(past.sorted, recent.sorted),
    wasserstein: scale === 0 ? 0 : wassersteinDistance(past.sorted, recent.sorted) / scale,
  };
}

/**
 * The farthest that a window could be from the newest past without leaving what the history has ever seen: the
 * distances of a window that is at one end of it throughout, the larger one of each. A limit beyond says nothing.
 */
export function farthestDistances(column: Vector, { window, past, gap }: WindowPlan): Distances {
  const pastEnd = column.length - window - gap;
  const origin = at(column, 0);
  const pastSample = slidingSample(column, origin);
  pastSample.moveTo(Math.max(0, pastEnd - past), pastEnd);
  const distancesFrom = (value: number) => {
    const constant = slidingSample(new Array<number>(window).fill(value), origin);
    constant.moveTo(0, window);
    return distancesOf(pastSample, constant);
  };
  const lowest = distancesFrom(column.reduce((least, value) => Math.min(least, value)));
  const highest = distancesFrom(column.reduce((most, value) => Math.max(most, value)));
  return {
    psi: Math.max(lowest.psi, highest.psi),
    ks: Math.max(lowest.ks, highest.ks),
    wasserstein: Math.max(lowest.wasserstein, highest.wasserstein),
  };
}

interface Sample {
  readonly sorted: readonly number[];
  readonly sum: () => number;
  readonly squares: () => number;
}

/**
 * A stretch of a column in ascending order, which moves along it one value at a time. Sums are taken about an
 * origin among the values, so that a small spread about a large mean does not vanish.
 */
function slidingSample(
  column: Vector,
  origin: number,
): Sample & { moveTo: (start: number, end: number) => void } {
  const sorted: number[] = [];
  let [first, last, sum, squares] = [0, 0, 0, 0];
  const add = (value: number, sign: 1 | -1) => {
    sum += sign * (value - origin);
    squares += sign * (value - origin) ** 2;
  };
  return {
    sorted,
    sum: () => sum,
    squares: () => squares,
    moveTo: (start, end) => {
      if (sorted.length === 0) {
        const values = column.slice(start, end);
        sorted.push(...ascending(values));
        for (const value of values) add(value, 1);
      } else {
        // The past grows until it is as long as the training rows were; from then on both ends move.
        for (let i = last; i < end; i++) {
          const [entering, leaving] = [at(column, i), first < start ? at(column, first++) : undefined];
          replaceSorted(sorted, leaving, entering);
          add(entering, 1);
          if (leaving !== undefined) add(leaving, -1);
        }
      }
      [first, last] = [start, end];
    },
  };
}

/** The population standard deviation of samples together; exactly 0 where all values are the same. */
function deviation(samples: readonly Sample[]): number {
  const ends = samples.flatMap(({ sorted }) => [at(sorted, 0), at(sorted, sorted.length - 1)]);
  if (Math.min(...ends) === Math.max(...ends)) return 0;
  const n = samples.reduce((sum, { sorted }) => sum + sorted.length, 0);
  const mean = samples.reduce((sum, sample) => sum + sample.sum(), 0) / n;
  const squares = samples.reduce((sum, sample) => sum + sample.squares(), 0);
  return Math.sqrt(Math.max(Number.MIN_VALUE, squares / n - mean * mean));
}
