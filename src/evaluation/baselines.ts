import type { LabelledRow } from '../domain.ts';
import { directionOf, type Outcome } from './metrics.ts';

/** The forecasts that a model must beat, each for the same rows. */
export interface Baselines<T> {
  /** The share of ups in the training rows, always. */
  readonly baseRate: T;
  /** The training rows' more frequent direction, always. */
  readonly majority: T;
  /** Tomorrow goes where today went. */
  readonly persistence: T;
}

/** The share of ups. */
export function baseRateOf(trainingRows: readonly LabelledRow[]): number {
  return trainingRows.filter(({ target }) => target === 1).length / trainingRows.length;
}

export function baselineOutcomes(
  baseRate: number,
  rows: readonly LabelledRow[],
): Baselines<readonly Outcome[]> {
  const outcomes = (forecast: (row: LabelledRow) => number): readonly Outcome[] =>
    rows.map((row) => ({ probability: forecast(row), actual: row.target }));
  return {
    baseRate: outcomes(() => baseRate),
    majority: outcomes(() => directionOf(baseRate)),
    persistence: outcomes(({ rose }) => rose),
  };
}
