import * as v from 'valibot';
import { type Model, targetNames, verdicts } from '../domain.ts';
import { type Described, type JsonOf, toJson } from './codec.ts';
import { byFeature } from './run.ts';
import { count, share } from './values.ts';
import { worthOf } from './worth.ts';

const described = <Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

const date = v.pipe(v.string(), v.isoDate());

/** A forecast as `predict --format json` and the HTTP API give it. */
export const forecastSchema = v.object({
  prediction: described(v.picklist([0, 1]), '1 if the probability is one half or more, else 0'),
  probability: described(share, 'The probability of a 1; for direction, that the price is higher tomorrow'),
  coin: v.string(),
  vsCurrency: v.string(),
  target: described(v.picklist(targetNames), 'What is forecast'),
  runId: v.string(),
  probabilityInterval95: described(
    v.nullable(v.tuple([share, share])),
    'Its 95 % interval, as the weights are estimated from few rows; null for a run of the first version',
  ),
  verdict: described(v.picklist(verdicts), 'How the forecasts of this run compare with constants'),
  baseRate: described(share, 'The share of 1s in the training rows: the forecast to beat'),
  skill: described(v.nullable(v.number()), '1 − log loss / log loss of the base rate'),
  evaluatedRows: described(count, 'How many rows verdict and skill rest on'),
  evaluation: described(
    v.picklist(['walk_forward', 'test_split']),
    'What verdict and skill rest on; a test split is provisional',
  ),
  dataAgeHours: described(
    v.nullable(v.number()),
    'Hours since 00:00 UTC of the newest day in use; null if the values were given',
  ),
  warnings: described(
    v.array(v.object({ code: v.string(), message: v.string() })),
    'Values outside the training range, and stale data',
  ),
  intercept: v.optional(v.number()),
  contributions: v.optional(
    described(
      v.record(v.string(), v.number()),
      'Weight times scaled value of each feature, in log-odds; with the intercept they add up to the forecast',
    ),
  ),
});

/** A forecast of tomorrow from the newest complete day. */
export const datedForecastSchema = v.object({
  ...forecastSchema.entries,
  asOf: described(date, 'The newest complete day, UTC'),
  for: described(date, 'The day that is forecast, UTC'),
  threshold: v.optional(
    described(
      v.object({
        move: described(v.number(), 'The least large move up, as a share of the newest price'),
        low: described(v.number(), 'A price below this is a large move'),
        high: described(v.number(), 'A price above this is a large move'),
      }),
      'Of large_move: the move that counts as large',
    ),
  ),
});

const anyForecast = v.object({
  ...v.partial(datedForecastSchema).entries,
  ...forecastSchema.entries,
});

export type ForecastJson = JsonOf<typeof anyForecast>;

/** What a model says of a day: the contributions in the order of its features. */
type Forecast = Pick<
  Described<typeof anyForecast>,
  | 'prediction'
  | 'probability'
  | 'probabilityInterval95'
  | 'dataAgeHours'
  | 'warnings'
  | 'asOf'
  | 'for'
  | 'threshold'
> & {
  readonly contributions: readonly number[];
};

type ForecastingRun = Parameters<typeof worthOf>[0] & {
  readonly id: string;
  readonly model: Model;
  readonly baseRate: number;
  readonly problems?: readonly string[];
};

export function forecastJson(
  forecast: Forecast,
  run: ForecastingRun,
  { explain }: { readonly explain: boolean },
): ForecastJson {
  const { id, model, baseRate, problems = [] } = run;
  const { verdict, skill, evaluatedRows, evaluation } = worthOf(run);
  // Field by field: to spread objects into one takes four times as long as the forecast, on the way of every request.
  return toJson(anyForecast, {
    prediction: forecast.prediction,
    probability: forecast.probability,
    coin: model.coin,
    vsCurrency: model.vsCurrency,
    target: model.target,
    runId: id,
    probabilityInterval95: forecast.probabilityInterval95,
    verdict,
    baseRate,
    skill,
    evaluatedRows,
    evaluation,
    dataAgeHours: forecast.dataAgeHours,
    warnings: [
      ...forecast.warnings,
      ...problems.map((message) => ({ code: 'unreadable_evaluation', message })),
    ],
    intercept: explain ? model.parameters.intercept : undefined,
    contributions: explain ? byFeature(model.features, forecast.contributions) : undefined,
    asOf: forecast.asOf,
    for: forecast.for,
    threshold: forecast.threshold,
  });
}
