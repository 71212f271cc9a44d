import { maximum, minimum } from '../learning/scalers.ts';
import { at, type Vector } from '../learning/vector.ts';

/** How many values fall into each of so many equally wide bins from the least to the greatest of them. */
export function histogram(values: Vector, bins: number): Vector {
  const [least, greatest] = [minimum(values), maximum(values)];
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const share = greatest > least ? (value - least) / (greatest - least) : 0;
    const bin = Math.min(bins - 1, Math.floor(share * bins));
    counts[bin] = at(counts, bin) + 1;
  }
  return counts;
}

/**
 * So many bins at most: of whole numbers that lie near together, such as the days of a week, one for each, so that
 * none is empty by its place alone.
 */
export function suitedBins(values: Vector, most: number): number {
  const span = maximum(values) - minimum(values) + 1;
  return values.every(Number.isInteger) && span <= most ? span : most;
}
