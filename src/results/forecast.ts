import * as v from 'valibot';
import { type Model, targetNames } from '../domain.ts';
import { type Described, type JsonOf, toJson } from './codec.ts';
import { byFeature } from './run.ts';
import { share } from './values.ts';

const described = <Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

const date = v.pipe(v.string(), v.isoDate());

/** A forecast as `predict --format json` and the HTTP API give it. */
export const forecastSchema = v.object({
  prediction: described(v.picklist([0, 1]), '1 where the target is expected to come, else 0'),
  probability: described(share, 'P(1): of direction, that the price is higher tomorrow'),
  coin: v.string(),
  vsCurrency: v.string(),
  target: described(v.picklist(targetNames), 'What is forecast'),
  runId: v.string(),
  warnings: described(v.array(v.string()), 'Values outside the training range, and stale data'),
  intercept: v.optional(v.number()),
  contributions: v.optional(
    described(
      v.record(v.string(), v.number()),
      'w·x of each feature in log-odds; with the intercept they add up',
    ),
  ),
});

/** A forecast of tomorrow from the newest complete day. */
export const datedForecastSchema = v.object({
  ...forecastSchema.entries,
  asOf: described(date, 'The newest complete day, UTC'),
  for: described(date, 'The day that is forecast, UTC'),
});

const anyForecast = v.object({
  ...v.partial(datedForecastSchema).entries,
  ...forecastSchema.entries,
});

export type ForecastJson = JsonOf<typeof anyForecast>;

/** What a model says of a day: the contributions in the order of its features. */
type Forecast = Pick<
  Described<typeof anyForecast>,
  'prediction' | 'probability' | 'warnings' | 'asOf' | 'for'
> & {
  readonly contributions: readonly number[];
};

interface ForecastingRun {
  readonly id: string;
  readonly model: Model;
  readonly problems?: readonly string[];
}

export function forecastJson(
  forecast: Forecast,
  { id, model, problems = [] }: ForecastingRun,
  { explain }: { readonly explain: boolean },
): ForecastJson {
  const { contributions, ...made } = forecast;
  return toJson(anyForecast, {
    ...made,
    coin: model.coin,
    vsCurrency: model.vsCurrency,
    target: model.target,
    runId: id,
    warnings: [...made.warnings, ...problems],
    ...(explain
      ? {
          intercept: model.parameters.intercept,
          contributions: byFeature(model.features, contributions),
        }
      : {}),
  });
}
