import type { Context } from '../context.ts';
import { DEFAULT_MAX_AGE_MS } from '../market-data/freshness.ts';
import type { JudgedForecast } from '../training/forecast-newest.ts';
import { endingOf } from '../workers/messages.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { ask } from './ask.ts';
import type { Log } from './request-log.ts';

/** Forecasts tomorrow by a run, and logs the forecast where that is asked for. */
export type ForecastTomorrow = (
  run: SavedRun,
  options: { readonly isLogged: boolean },
) => Promise<JudgedForecast>;

/**
 * Makes forecasts on another thread, as it takes reading years of days. Requests for the same forecast at the same time
 * share one: CoinGecko is asked once.
 */
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
    const make = async () => {
      const coingecko = await endingOf(context.coingecko());
      return ask('forecast', { run, request, coingecko }, context, (progress) => {
        if (progress.kind === 'notice') log({ level: 'warn', msg: progress.message });
      });
    };
    const making = make().finally(() => underway.delete(key));
    underway.set(key, making);
    return making;
  };
}
