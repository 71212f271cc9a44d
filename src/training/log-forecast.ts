import type { Context } from '../context.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { readCurrent } from '../workspace/current-runs.ts';
import { logForecast } from '../workspace/forecast-log.ts';
import { marketKey } from '../workspace/in-use.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { paths } from '../workspace/workspace.ts';
import { forecastFrom } from './forecast.ts';
import { type JudgedForecast, newestDay } from './forecast-newest.ts';

export interface TomorrowRequest extends ChartRequest {
  /** Whether the forecast is logged; it is where nothing is said. */
  readonly isLogged?: boolean;
}

/**
 * Forecasts from the newest complete day of a market, stores what was fetched for it, and logs the forecast, where that
 * is asked for, so that `monitor` can hold it against what comes. One forecast a coin, day and run is logged: the
 * first.
 *
 * @throws {InputError} where no day has a feature row
 */
export async function* forecastAndLog(
  run: SavedRun,
  request: TomorrowRequest,
  context: Context,
): AsyncGenerator<IngestProgress, JudgedForecast, void> {
  const { workspace, signal } = context;
  const { features, row, threshold, run: judged, retrieved } = yield* newestDay(run, request, context);
  const now = context.now();
  const made = { ...forecastFrom(run.model, row, now), threshold, run: judged };
  signal.throwIfAborted();
  const { isLogged = true } = request;
  await storeCharts(workspace, retrieved, isLogged ? [paths.forecasts(run.model)] : []);
  if (!isLogged) return made;
  const { inUse } = await readCurrent(workspace);
  await logForecast(workspace, run.model, {
    madeAt: now.toISOString(),
    asOf: made.asOf,
    for: made.for,
    run: run.id,
    inUse: inUse.get(marketKey(run.model)) === run.id,
    target: run.model.target,
    features: Object.fromEntries(features.map((name, j) => [name, at(row.values, j)])),
    probability: made.probability,
    baseRate: run.baseRate,
  });
  return made;
}
