import { at, type Vector } from '../learning/vector.ts';
import { type BootstrapSettings, bootstrapInterval, type Interval } from './bootstrap.ts';

export interface RankCorrelation {
  /** Spearman's ρ, from −1 to 1; null where one of the series is constant. */
  readonly value: number | null;
  /** The 95 % interval by the moving-block bootstrap of the pairs of ranks. */
  readonly interval: Interval | null;
}

/**
 * Spearman's rank correlation: the Pearson correlation of the ranks, ties at their mean rank. The resamples keep the
 * ranks that pairs have among all days.
 */
export function rankCorrelation(x: Vector, y: Vector, settings: BootstrapSettings): RankCorrelation {
  if (x.length !== y.length) throw new RangeError(`${x.length} values beside ${y.length}`);
  const [ranksOfX, ranksOfY] = [centredRanks(x), centredRanks(y)];
  const products = [
    ranksOfX,
    ranksOfY,
    ranksOfX.map((rank, i) => rank * at(ranksOfY, i)),
    ranksOfX.map((rank) => rank * rank),
    ranksOfY.map((rank) => rank * rank),
  ];
  const correlation = (sums: Vector) => correlationFrom(sums, x.length);
  const value = correlation(products.map((series) => series.reduce((sum, each) => sum + each, 0)));
  if (!Number.isFinite(value)) return { value: null, interval: null };
  const interval = bootstrapInterval(products, correlation, settings);
  return { value, interval: interval.every(Number.isFinite) ? interval : null };
}

/** Twice the ranks less the mean rank, ties at their mean: whole numbers, and of the same correlation. */
function centredRanks(values: Vector): Vector {
  const order = values.map((_, i) => i).toSorted((i, j) => at(values, i) - at(values, j));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to++;
    for (const i of order.slice(from, to)) ranks[i] = from + to - values.length;
    from = to;
  }
  return [...ranks];
}

/** Pearson's correlation from Σx, Σy, Σxy, Σx², Σy². */
function correlationFrom(sums: Vector, n: number): number {
  const [x, y, xy, xx, yy] = [at(sums, 0), at(sums, 1), at(sums, 2), at(sums, 3), at(sums, 4)];
  return (xy - (x * y) / n) / Math.sqrt((xx - (x * x) / n) * (yy - (y * y) / n));
}
