import { parseFeatureInput } from '../../../features/feature-input.ts';
import { at } from '../../../learning/vector.ts';
import { type Forecast, forecast } from '../../../training/forecast.ts';
import { numberIn, type PredictState } from './state.ts';

/** What the values in the fields come to: a forecast, or what is wrong with them. */
export interface TypedForecast {
  readonly forecast: Forecast | undefined;
  /** What is wrong with each field, in the order of the features; undefined where nothing is. */
  readonly problems: readonly (string | undefined)[];
  /** The fields whose value is outside the range of the training rows. */
  readonly outside: readonly boolean[];
}

/** The forecast from what stands in the fields now. */
export function forecastTyped({ run, texts }: PredictState): TypedForecast {
  if (run === undefined) return { forecast: undefined, problems: [], outside: [] };
  const { model } = run;
  const { features, trainingRanges } = model;
  const values = features.map((_, j) => numberIn(at(texts, j)));
  const parsed = parseFeatureInput(
    Object.fromEntries(features.map((name, j) => [name, values[j]])),
    features,
  );
  return {
    forecast: parsed.ok ? forecast(model, parsed.values) : undefined,
    problems: features.map((name, j) => {
      if (Number.isNaN(values[j])) return 'is not a number';
      return parsed.ok ? undefined : parsed.problems.find(({ feature }) => feature === name)?.message;
    }),
    outside: values.map((value, j) => {
      const range = trainingRanges[j];
      return range !== undefined && (value < range.min || value > range.max);
    }),
  };
}
