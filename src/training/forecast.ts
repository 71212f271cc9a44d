import { formatValue, plural, toldApart } from '../counts.ts';
import { addDays, ageInHours, isAhead, isStale } from '../dates.ts';
import type { FeatureRow, IsoDate, Label, Model, Range } from '../domain.ts';
import { directionOf } from '../evaluation/metrics.ts';
import type { MoveThreshold } from '../features/targets/threshold.ts';
import { probability } from '../learning/logistic-regression.ts';
import { probabilityInterval95 } from '../learning/probability-interval.ts';
import { scaleRow } from '../learning/scalers.ts';
import { at, type Vector } from '../learning/vector.ts';

export interface Forecast {
  readonly prediction: Label;
  /** P(1): of direction, that the price is higher tomorrow. */
  readonly probability: number;
  /** w·x of each feature in log-odds, in the order of the model's features; with the intercept they add up. */
  readonly contributions: Vector;
  /** The 95 % interval of the probability that the training rows leave; null where the model does not tell. */
  readonly probabilityInterval95: readonly [low: number, high: number] | null;
  /** Hours since 00:00 UTC of the newest day that the values are of; null where they were given. */
  readonly dataAgeHours: number | null;
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly code: 'outside_training_range' | 'stale_data' | 'day_ahead';
  readonly message: string;
}

/** A forecast of tomorrow from the newest complete day. */
export interface DatedForecast extends Forecast {
  readonly asOf: IsoDate;
  readonly for: IsoDate;
  /** The move that is asked for; undefined where the target is none of sizes. */
  readonly threshold?: MoveThreshold | undefined;
}

/** What a model says of one row of raw feature values. */
export function forecast(model: Model, values: Vector): Forecast {
  const { parameters, scaler } = model;
  const scaled = scaleRow(scaler, values);
  const up = probability(parameters, scaled);
  const { covariance } = model;
  return {
    prediction: directionOf(up),
    probability: up,
    contributions: parameters.weights.map((weight, j) => weight * at(scaled, j)),
    probabilityInterval95: covariance ? probabilityInterval95(parameters, covariance, scaled) : null,
    dataAgeHours: null,
    warnings: outOfRange(model, values),
  };
}

/** What a model says of the day after a feature row. */
export function forecastFrom(model: Model, row: FeatureRow, now: Date): DatedForecast {
  const made = forecast(model, row.values);
  const notTomorrow = ageWarning(row.date, now);
  return {
    ...made,
    asOf: row.date,
    for: addDays(row.date, 1),
    dataAgeHours: ageInHours(row.date, now),
    warnings: notTomorrow === undefined ? made.warnings : [notTomorrow, ...made.warnings],
  };
}

function ageWarning(date: IsoDate, now: Date): Warning | undefined {
  const said = (age: string) => `the newest day, ${date}, is ${age}: this is not about tomorrow`;
  if (isAhead(date, now)) {
    return { code: 'day_ahead', message: said('yet to come by the clock of this computer') };
  }
  if (!isStale(date, now)) return undefined;
  const days = plural(Math.floor(ageInHours(date, now) / 24), 'day');
  return { code: 'stale_data', message: said(`${days} old`) };
}

/** One warning for each value outside the training range. */
function outOfRange({ features, trainingRanges }: Model, values: Vector): readonly Warning[] {
  const warnings: Warning[] = [];
  for (let j = 0; j < features.length; j++) {
    const value = values[j];
    const range = trainingRanges[j];
    if (value === undefined || range === undefined || (value >= range.min && value <= range.max)) continue;
    warnings.push({
      code: 'outside_training_range',
      message: `${features[j]} ${outsideInWords(value, range)}`,
    });
  }
  return warnings;
}

/** The ends of ranges as a person would write them, each written once: thousands of rows may be outside of it. */
const writtenEnds = new WeakMap<Range, readonly string[]>();

/** In few digits, or in all where these do not tell a value from the end that it lies beyond. */
function outsideInWords(value: number, range: Range): string {
  const ends = writtenEnds.get(range) ?? toldApart([range.min, range.max]);
  writtenEnds.set(range, ends);
  const own = formatValue(value);
  const [shown, min, max] = ends.includes(own) ? [value, range.min, range.max] : [own, ...ends];
  return `${shown} is outside the training range, ${min} to ${max}`;
}
