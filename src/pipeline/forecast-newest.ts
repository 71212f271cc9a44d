import type { Context } from '../context.ts';
import { InputError } from '../errors.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { engineer, type FeatureSetName, featureSets, newestRow } from './features/engineer.ts';
import { type DatedForecast, forecastFrom } from './forecast.ts';
import { type ChartRequest, type IngestProgress, ingest } from './ingest.ts';
import { preprocess } from './preprocess.ts';
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
