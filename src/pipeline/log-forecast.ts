import type { Context } from '../context.ts';
import { InputError } from '../errors.ts';
import { storeChart } from '../workspace/charts.ts';
import { logForecast } from '../workspace/forecast-log.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { type FeatureSetName, featureSets, newestRow } from './features/engineer.ts';
import type { FeatureSet } from './features/feature-set.ts';
import { type DatedForecast, forecastFrom } from './forecast.ts';
import type { ChartRequest, IngestProgress } from './ingest.ts';
import { featureTableOf, prepareMarket } from './prepare.ts';

/**
 * Forecasts from the newest complete day of a market, stores what was fetched for it, and logs the forecast so that
 * `monitor` can hold it against what comes. One forecast a coin, day and run is logged: the first.
 *
 * @throws {InputError} where no day has a feature row
 */
export async function* forecastAndLog(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, DatedForecast, void> {
  const { workspace, signal } = context;
  const featureSet: FeatureSet = featureSets[run.model.featureSet as FeatureSetName];
  const prepared = yield* prepareMarket(request, [featureSet], context);
  const { features, rows } = featureTableOf(prepared, featureSet);
  const row = newestRow(rows);
  if (row === undefined) {
    throw new InputError({
      code: 'too_few_rows',
      message: `none of ${prepared.days.length} days has a price of its own and a feature row`,
      hint: 'use more days',
    });
  }
  const now = context.now();
  const made = forecastFrom(run.model, row, now);
  signal.throwIfAborted();
  for (const chart of prepared.retrieved) await storeChart(workspace, chart);
  await logForecast(workspace, run.model, {
    madeAt: now.toISOString(),
    asOf: made.asOf,
    for: made.for,
    run: run.id,
    features: Object.fromEntries(features.map((name, j) => [name, row.values[j] ?? 0])),
    probability: made.probability,
    baseRate: run.baseRate,
  });
  return made;
}
