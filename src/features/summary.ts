import { columnsOf, maximum, mean, minimum } from '../learning/scalers.ts';
import { at, type Vector } from '../learning/vector.ts';
import { type FeatureTable, labelled } from './engineer.ts';

export interface FeatureSummary {
  readonly feature: string;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** The sample standard deviation; null where there is one row. */
  readonly deviation: number | null;
  /** Pearson's correlation with the target over the rows that have one; null where either is constant. */
  readonly correlation: number | null;
}

/** A summary of each feature over all its rows; none where there are no rows. */
export function summarise({ features, rows }: FeatureTable): readonly FeatureSummary[] {
  if (rows.length === 0) return [];
  const columns = columnsOf(rows.map(({ values }) => values));
  const labelledRows = labelled(rows);
  const labelledColumns = columnsOf(labelledRows.map(({ values }) => values));
  const targets = labelledRows.map(({ target }) => target);
  return features.map((feature, j) => {
    const column = at(columns, j);
    return {
      feature,
      min: minimum(column),
      mean: mean(column),
      max: maximum(column),
      deviation: column.length > 1 ? deviation(column) : null,
      correlation: targets.length === 0 ? null : correlation(at(labelledColumns, j), targets),
    };
  });
}

/** Pearson's r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)²·Σ(y − ȳ)²); null where it is undefined. */
export function correlation(x: Vector, y: Vector): number | null {
  if (x.length < 2 || minimum(x) === maximum(x) || minimum(y) === maximum(y)) return null;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [i, value] of x.entries()) {
    const [dx, dy] = [value - meanX, at(y, i) - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

function deviation(column: Vector): number {
  const average = mean(column);
  return Math.sqrt(column.reduce((sum, x) => sum + (x - average) ** 2, 0) / (column.length - 1));
}
