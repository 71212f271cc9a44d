import { byFeature } from '../results/run-documents.ts';
import type { DatedForecast, Forecast } from '../training/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';

/** A forecast as `predict --format json` and the HTTP API give it. */
export function forecastToWire(
  forecast: Forecast | DatedForecast,
  { id, model, problems = [] }: SavedRun,
  { explain }: { readonly explain: boolean },
) {
  return {
    prediction: forecast.prediction,
    probability: forecast.probability,
    coin: model.coin,
    vs_currency: model.vsCurrency,
    run_id: id,
    ...('asOf' in forecast ? { as_of: forecast.asOf, for: forecast.for } : {}),
    warnings: [...forecast.warnings, ...problems],
    ...(explain
      ? {
          intercept: model.parameters.intercept,
          contributions: byFeature(model.features, forecast.contributions),
        }
      : {}),
  };
}
