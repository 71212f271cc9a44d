import type { Context } from '../context.ts';
import type { Day, MarketChart } from '../domain.ts';
import { InputError, UsageError } from '../errors.ts';
import { engineer, type FeatureTable } from '../features/engineer.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { preprocess } from '../features/preprocess.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { ingest } from '../market-data/ingest.ts';
import type { StoredChart } from '../market-data/stored-chart.ts';

/** A market's cleaned days, and those of the market that its features look at beside it. */
export interface PreparedMarket {
  readonly chart: MarketChart;
  readonly days: readonly Day[];
  /** The companion's days; undefined where no feature set needs them. */
  readonly companion: readonly Day[] | undefined;
  /** What was brought in from outside, to be merged into the stored charts. */
  readonly retrieved: readonly StoredChart[];
}

/**
 * Ingests and preprocesses a market, and its companion from the same source where a feature set needs it. Writes
 * nothing.
 *
 * @throws {UsageError} where the market comes from a file and the companion's file is not given
 */
export async function* prepareMarket(
  request: ChartRequest,
  sets: readonly FeatureSet[],
  context: Context,
): AsyncGenerator<IngestProgress, PreparedMarket, void> {
  const companionRequest = companionRequestOf(request, sets);
  const own = yield* ingest(request, context);
  const beside = companionRequest && (yield* ingest(companionRequest, context));
  return {
    chart: own.chart,
    days: preprocess(own.chart.observations),
    companion: beside && preprocess(beside.chart.observations),
    retrieved: [own.retrieved, beside?.retrieved].filter((chart) => chart !== undefined),
  };
}

/**
 * The feature rows of a prepared market.
 *
 * @throws {InputError} where its days give none
 */
export function featureTableOf({ days, companion }: PreparedMarket, featureSet: FeatureSet): FeatureTable {
  const table = engineer(days, featureSet, companion);
  if (table.rows.length > 0) return table;
  const beside = companion ? `, beside bitcoin's ${companion.length}` : '';
  throw new InputError({
    code: 'too_few_rows',
    message: `${days.length} days${beside} give no feature row`,
    hint: 'use more days: the first 29 give none, and the first 90 none of the set market',
  });
}

/** All of the companion's history: rows are matched by date, whatever days were asked for. */
function companionRequestOf(request: ChartRequest, sets: readonly FeatureSet[]): ChartRequest | undefined {
  const companion = sets.flatMap((set) => set.companionOf?.(request) ?? [])[0];
  if (companion === undefined) return undefined;
  if (request.from !== undefined && request.bitcoinFrom === undefined) {
    throw new UsageError({
      code: 'no_companion',
      message: `these features of ${request.coin} need ${companion.coin}'s days beside the file`,
      hint: `add --bitcoin-from FILE with the days of ${companion.coin}`,
    });
  }
  return { ...request, ...companion, days: 'max', from: request.bitcoinFrom };
}
