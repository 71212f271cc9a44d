import type { Context } from '../context.ts';
import { addDays } from '../dates.ts';
import type { Direction, FeatureRow, IsoDate, Model } from '../domain.ts';
import { InputError } from '../errors.ts';
import { directionOf } from '../evaluation/metrics.ts';
import { probability } from '../learning/logistic-regression.ts';
import type { Vector } from '../learning/matrix.ts';
import { scaleRow } from '../learning/scalers.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { engineer, type FeatureSetName, featureSets, newestRow } from './features/engineer.ts';
import { ageInHours, type ChartRequest, type IngestProgress, ingest } from './ingest.ts';
import { preprocess } from './preprocess.ts';
import type { Training } from './train-run.ts';

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

const STALE_HOURS = 36;

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
  const age = ageInHours(row.date, now);
  const stale = `the newest day, ${row.date}, is ${Math.floor(age / 24)} days old: this is not about tomorrow`;
  return {
    ...made,
    asOf: row.date,
    for: addDays(row.date, 1),
    warnings: age > STALE_HOURS ? [stale, ...made.warnings] : made.warnings,
  };
}

/** Tomorrow, by the model just trained. */
export function forecastAfterTraining({ run, featureRows }: Training, now: Date): DatedForecast | undefined {
  const row = newestRow(featureRows);
  return row && forecastFrom(run.model, row, now);
}

/** Forecasts from the newest complete day of a market, with a run of the market's own. */
export async function* forecastNewest(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, DatedForecast, void> {
  const { chart } = yield* ingest(request, context);
  const { rows } = engineer(
    preprocess(chart.observations),
    featureSets[run.model.featureSet as FeatureSetName],
  );
  const row = newestRow(rows);
  if (row === undefined) {
    throw new InputError({
      code: 'too_few_rows',
      message: `${chart.observations.length} days give no feature row`,
      hint: 'use more days: the first 29 give none',
    });
  }
  return forecastFrom(run.model, row, context.now());
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
