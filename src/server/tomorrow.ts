import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { DEFAULT_MAX_AGE_MS } from '../market-data/freshness.ts';
import type { JudgedForecast } from '../training/forecast-newest.ts';
import { forecastAndLog } from '../training/log-forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { Log } from './request-log.ts';

/** Forecasts tomorrow by a run, and logs the forecast where that is asked for. */
export type ForecastTomorrow = (
  run: SavedRun,
  options: { readonly isLogged: boolean },
) => Promise<JudgedForecast>;

/** Requests for the same forecast at the same time share one: CoinGecko is asked once. */
export function createForecaster(
  context: Context,
  { offline, log }: { readonly offline: boolean; readonly log: Log },
): ForecastTomorrow {
  const underway = new Map<string, Promise<JudgedForecast>>();
  return async (run, { isLogged }) => {
    const key = `${run.id} ${isLogged}`;
    const known = underway.get(key);
    if (known) return known;
    const { coin, vsCurrency } = run.model;
    const market = { coin, vsCurrency, days: 365, source: 'auto', offline, refresh: false } as const;
    const request = { ...market, maxAgeMs: DEFAULT_MAX_AGE_MS, isLogged };
    const making = listen(forecastAndLog(run, request, context), (progress) => {
      if (progress.kind === 'notice') log({ level: 'warn', msg: progress.message });
    }).finally(() => underway.delete(key));
    underway.set(key, making);
    return making;
  };
}
