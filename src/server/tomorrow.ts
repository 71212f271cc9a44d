import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { FRESH_MS } from '../market-data/freshness.ts';
import type { DatedForecast } from '../training/forecast.ts';
import { forecastAndLog } from '../training/log-forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { Log } from './request-log.ts';

/** Forecasts tomorrow by a run. */
export type ForecastTomorrow = (run: SavedRun) => Promise<DatedForecast>;

/** Requests for the same forecast at the same time share one: CoinGecko is asked once. */
export function createForecaster(
  context: Context,
  { offline, log }: { readonly offline: boolean; readonly log: Log },
): ForecastTomorrow {
  const underway = new Map<string, Promise<DatedForecast>>();
  return async (run) => {
    const known = underway.get(run.id);
    if (known) return known;
    const { coin, vsCurrency } = run.model;
    const request = { coin, vsCurrency, days: 365, source: 'auto', offline, refresh: false } as const;
    const making = listen(forecastAndLog(run, { ...request, maxAgeMs: FRESH_MS }, context), (progress) => {
      if (progress.kind === 'notice') log({ level: 'warn', msg: progress.message });
    }).finally(() => underway.delete(run.id));
    underway.set(run.id, making);
    return making;
  };
}
