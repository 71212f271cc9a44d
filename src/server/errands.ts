import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import type { IsoDate, Source } from '../domain.ts';
import { ExpectedError } from '../errors.ts';
import { newestRow } from '../features/engineer.ts';
import { chartKeyOf, readKnown } from '../market-data/known-chart.ts';
import { requestOnDisk } from '../market-data/request-on-disk.ts';
import type { CoingeckoEndpoint } from '../market-data/sources/coingecko/endpoint.ts';
import { priced } from '../market-data/stored-chart.ts';
import { monitor } from '../monitoring/monitor.ts';
import type { Score } from '../monitoring/outcomes.ts';
import type { MonitorStatus } from '../results/monitored.ts';
import { byFeature } from '../results/run.ts';
import { forecastAndLog, type TomorrowRequest } from '../training/log-forecast.ts';
import { featureTableFor, prepareMarket, purposeOf } from '../training/prepare.ts';
import { type Ending, resultOf } from '../workers/messages.ts';
import { readRun, type SavedRun } from '../workspace/runs.ts';

/** Feature values by name. */
export type Example = Readonly<Record<string, number>>;

/** What `monitor` says of a run, as the server gives it on. */
export interface Measured {
  readonly status: MonitorStatus;
  /** All its market's forecasts that count, against what came. */
  readonly live: Score;
  readonly features: readonly { readonly feature: string; readonly psi: number; readonly drifted: boolean }[];
}

/** The newest day with a price that is known of a market; undefined where none is. */
async function newestDayOf(
  market: { readonly coin: string; readonly vsCurrency: string; readonly source: Source },
  { workspace }: Context,
): Promise<IsoDate | undefined> {
  const source = market.source === 'csv' ? 'auto' : market.source;
  const { whole } = await readKnown(workspace, chartKeyOf({ ...market, source }));
  return whole && priced(whole.observations).at(-1)?.date;
}

/** How a run is doing, on what is stored: reading figures never asks CoinGecko. */
async function measureRun({ id }: { readonly id: string }, context: Context): Promise<Measured> {
  const run = await readRun(context.workspace, id);
  const request = requestOnDisk(run.model, 'max');
  const { status, forecasts, drift } = await listen(monitor(run, request, context));
  const features = drift.features.map(({ feature, psi, drifted }) => ({
    feature,
    psi: psi.value,
    drifted: drifted ?? false,
  }));
  return { status, live: forecasts.all, features };
}

/** A forecast of tomorrow that is asked for. */
export interface TomorrowAsked {
  readonly run: SavedRun;
  readonly request: TomorrowRequest;
  /** Where CoinGecko is, or why that cannot be said: it matters once it is asked. */
  readonly coingecko: Ending<CoingeckoEndpoint>;
}

function forecastTomorrow({ run, request, coingecko }: TomorrowAsked, context: Context) {
  return forecastAndLog(run, request, { ...context, coingecko: async () => resultOf(coingecko) });
}

/** The newest feature values that are known of a run's market without asking anyone, to try the API with. */
async function exampleFor({ model }: SavedRun, context: Context): Promise<Example | undefined> {
  try {
    const prepared = await listen(prepareMarket(requestOnDisk(model, 'max'), purposeOf(model), context));
    const row = newestRow(featureTableFor(model, prepared).rows);
    return row && byFeature(model.features, row.values);
  } catch (error) {
    // A run trained from a file of one's own may have no stored chart: then there is no example.
    if (error instanceof ExpectedError) return undefined;
    throw error;
  }
}

/** The server's work that is done on its other thread, by name. */
export const errands = {
  'newest day': newestDayOf,
  measure: measureRun,
  forecast: forecastTomorrow,
  example: exampleFor,
};
