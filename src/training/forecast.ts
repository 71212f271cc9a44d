import { plural } from '../counts.ts';
import { addDays, ageInHours, isAhead, isStale } from '../dates.ts';
import type { Direction, FeatureRow, IsoDate, Model } from '../domain.ts';
import { directionOf } from '../evaluation/metrics.ts';
import { probability } from '../learning/logistic-regression.ts';
import { scaleRow } from '../learning/scalers.ts';
import type { Vector } from '../learning/vector.ts';

export interface Forecast {
  readonly prediction: Direction;
  /** P(up) */
  readonly probability: number;
  /** w·x of each feature in log-odds, in the order of the model's features; with the intercept they add up. */
  readonly contributions: Vector;
  readonly warnings: readonly string[];
}

/** A forecast of tomorrow from the newest complete day. */
export interface DatedForecast extends Forecast {
  readonly asOf: IsoDate;
  readonly for: IsoDate;
}

/** What a model says of one row of raw feature values. */
export function forecast(model: Model, values: Vector): Forecast {
  const { parameters, scaler } = model;
  const scaled = scaleRow(scaler, values);
  const up = probability(parameters, scaled);
  return {
    prediction: directionOf(up),
    probability: up,
    contributions: parameters.weights.map((weight, j) => weight * (scaled[j] ?? 0)),
    warnings: outOfRange(model, values),
  };
}

/** What a model says of the day after a feature row. */
export function forecastFrom(model: Model, row: FeatureRow, now: Date): DatedForecast {
  const made = forecast(model, row.values);
  const age = isAhead(row.date, now)
    ? 'yet to come by the clock of this computer'
    : `${plural(Math.floor(ageInHours(row.date, now) / 24), 'day')} old`;
  const notTomorrow = `the newest day, ${row.date}, is ${age}: this is not about tomorrow`;
  return {
    ...made,
    asOf: row.date,
    for: addDays(row.date, 1),
    warnings:
      isStale(row.date, now) || isAhead(row.date, now) ? [notTomorrow, ...made.warnings] : made.warnings,
  };
}

/** One warning for each value outside the training range. */
function outOfRange({ features, trainingRanges }: Model, values: Vector): readonly string[] {
  const warnings: string[] = [];
  for (let j = 0; j < features.length; j++) {
    const value = values[j];
    const range = trainingRanges[j];
    if (value === undefined || range === undefined || (value >= range.min && value <= range.max)) continue;
    warnings.push(`${features[j]} ${value} is outside the training range, ${range.min} to ${range.max}`);
  }
  return warnings;
}
