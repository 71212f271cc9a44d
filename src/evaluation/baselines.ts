import type { Direction, LabelledRow } from '../domain.ts';
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

/** The baselines of a walk-forward: the forecasts that know nothing of the features. */
export interface WalkForwardBaselines<T> extends Baselines<T> {
  readonly alwaysUp: T;
  /** Tomorrow goes where today did not go. */
  readonly contrarian: T;
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

/** The baselines' forecasts for the days of a walk-forward, where the base rate moves from fold to fold. */
export function walkForwardBaselines(days: readonly BaselineDay[]): WalkForwardBaselines<readonly Outcome[]> {
  const outcomes = (forecast: (day: BaselineDay) => number): readonly Outcome[] =>
    days.map((day) => ({ probability: forecast(day), actual: day.actual }));
  return {
    baseRate: outcomes(({ baseRate }) => baseRate),
    alwaysUp: outcomes(() => 1),
    majority: outcomes(({ baseRate }) => directionOf(baseRate)),
    persistence: outcomes(({ rose }) => rose),
    contrarian: outcomes(({ rose }) => 1 - rose),
  };
}

/** What a baseline knows of a day. */
export interface BaselineDay extends Pick<Outcome, 'actual'> {
  readonly baseRate: number;
  readonly rose: Direction;
}
