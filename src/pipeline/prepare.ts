import type { Context } from '../context.ts';
import type { Day, MarketChart } from '../domain.ts';
import { InputError } from '../errors.ts';
import type { StoredChart } from '../sources/stored-chart.ts';
import { engineer, type FeatureTable } from './features/engineer.ts';
import type { FeatureSet } from './features/feature-set.ts';
import { type ChartRequest, type IngestProgress, ingest } from './ingest.ts';
import { preprocess } from './preprocess.ts';

/** A market's cleaned days. */
export interface PreparedMarket {
  readonly chart: MarketChart;
  readonly days: readonly Day[];
  /** What was brought in from outside, to be merged into the stored charts. */
  readonly retrieved: readonly StoredChart[];
}

/** Ingests and preprocesses a market for feature sets. Writes nothing. */
export async function* prepareMarket(
  request: ChartRequest,
  _sets: readonly FeatureSet[],
  context: Context,
): AsyncGenerator<IngestProgress, PreparedMarket, void> {
  const { chart, retrieved } = yield* ingest(request, context);
  return { chart, days: preprocess(chart.observations), retrieved: retrieved ? [retrieved] : [] };
}

/**
 * The feature rows of a prepared market.
 *
 * @throws {InputError} where its days give none
 */
export function featureTableOf({ days }: PreparedMarket, featureSet: FeatureSet): FeatureTable {
  const table = engineer(days, featureSet);
  if (table.rows.length > 0) return table;
  throw new InputError({
    code: 'too_few_rows',
    message: `${days.length} days give no feature row`,
    hint: 'use more days: the first 29 give none',
  });
}
