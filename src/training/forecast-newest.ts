import type { Context } from '../context.ts';
import type { FeatureRow } from '../domain.ts';
import { InputError } from '../errors.ts';
import { newestRow } from '../features/engineer.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import type { StoredChart } from '../market-data/stored-chart.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { type DatedForecast, forecastFrom } from './forecast.ts';
import { featureTableFor, prepareMarket, purposeOf } from './prepare.ts';
import { requestForRun } from './run-source.ts';
import type { Training } from './train-run.ts';

/** Tomorrow, by the model just trained. */
export function forecastAfterTraining({ run, featureRows }: Training, now: Date): DatedForecast | undefined {
  const row = newestRow(featureRows);
  return row && forecastFrom(run.model, row, now);
}

/** The newest complete day of a market as a run's feature set sees it. */
export interface NewestDay {
  readonly features: readonly string[];
  readonly row: FeatureRow;
  /** What was brought in from outside, to be merged into the stored charts. */
  readonly retrieved: readonly StoredChart[];
}

/**
 * Brings the newest complete day of a run's market. Writes nothing.
 *
 * @throws {InputError} where no day has a feature row
 */
export async function* newestDay(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, NewestDay, void> {
  const { model } = run;
  const prepared = yield* prepareMarket(requestForRun(request, run), purposeOf(model), context);
  const { features, rows } = featureTableFor(model, prepared);
  const row = newestRow(rows);
  if (row !== undefined) return { features, row, retrieved: prepared.retrieved };
  throw new InputError({
    code: 'too_few_rows',
    message: `none of ${prepared.days.length} days has a price of its own and a feature row`,
    hint: 'use more days',
  });
}

/** Forecasts from the newest complete day of a market, with a run of the market's own. */
export async function* forecastNewest(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, DatedForecast, void> {
  const { row } = yield* newestDay(run, request, context);
  return forecastFrom(run.model, row, context.now());
}
