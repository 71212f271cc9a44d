import type { Context } from '../context.ts';
import type { MarketChart } from '../domain.ts';
import { InputError, SourceError } from '../errors.ts';
import type { ChartRequest, IngestProgress } from './chart-request.ts';
import { type Chosen, chooseSource } from './choose-source.ts';
import { afterLongGap, LONGEST_GAP_DAYS } from './long-gap.ts';
import { type Notice, notice } from './notice.ts';
import { readChartFile } from './read-chart-file.ts';
import { chartOf, type StoredChart } from './stored-chart.ts';

export interface Ingested {
  /** All that is known, without what lies before a long gap. */
  readonly chart: MarketChart;
  /** What was brought in from outside, to be merged into the stored chart; undefined where nothing was. */
  readonly retrieved: StoredChart | undefined;
  /** All that is known of the market, whatever was asked for. */
  readonly history: StoredChart;
}

/**
 * Brings the market chart that was asked for from where it may come from. Nothing is written: what was retrieved
 * is handed back, so that an interrupted command leaves the workspace as it was.
 *
 * @throws {SourceError} where no source that was allowed has it
 */
export async function* ingest(
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, Ingested, void> {
  const { history, source, retrieved, readAs } = yield* request.from === undefined
    ? chooseSource(request, context)
    : onlyFile(request, request.from, context);
  const newest = history.observations.findLast(({ price }) => price !== null);
  if (newest === undefined) throw noData(request);
  const contiguous = afterLongGap(history.observations);
  const [first] = contiguous;
  if (first !== undefined && contiguous.length < history.observations.length) {
    yield notice(
      `over ${LONGEST_GAP_DAYS} days in a row are missing before ${first.date}: only what is newer is used`,
    );
  }
  return {
    chart: {
      coin: request.coin,
      vsCurrency: request.vsCurrency,
      observations: contiguous,
      source,
      retrievedAt: newest.retrieval.retrievedAt,
      readAs,
    },
    retrieved,
    history,
  };
}

/** A file that was named is used alone, and is not stored. */
async function* onlyFile(
  request: ChartRequest,
  file: string,
  context: Context,
): AsyncGenerator<Notice, Chosen, void> {
  const { observations, readAs } = yield* readChartFile({ ...request, file }, context);
  const retrieval = { source: 'csv', retrievedAt: context.now().toISOString(), daysAsked: null } as const;
  return { history: chartOf(request, observations, retrieval), source: 'csv', retrieved: undefined, readAs };
}

function noData({ coin, from }: ChartRequest): SourceError | InputError {
  const what = { code: 'no_data', hint: 'use a file or a coin that has prices' };
  return from === undefined
    ? new SourceError({ ...what, message: `there is no price of ${coin}` })
    : new InputError({ ...what, message: `${from} has no price` });
}
