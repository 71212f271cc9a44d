import type { Context } from '../context.ts';
import { InputError } from '../errors.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { type FeatureSetName, featureSets, newestRow } from './features/engineer.ts';
import type { FeatureSet } from './features/feature-set.ts';
import { type DatedForecast, forecastFrom } from './forecast.ts';
import type { ChartRequest, IngestProgress } from './ingest.ts';
import { featureTableOf, prepareMarket } from './prepare.ts';
import type { Training } from './train-run.ts';

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
  const set: FeatureSet = featureSets[run.model.featureSet as FeatureSetName];
  const prepared = yield* prepareMarket(request, [set], context);
  const row = newestRow(featureTableOf(prepared, set).rows);
  if (row === undefined) {
    throw new InputError({
      code: 'too_few_rows',
      message: `none of ${prepared.days.length} days has a price of its own and a feature row`,
      hint: 'use more days',
    });
  }
  return forecastFrom(run.model, row, context.now());
}
