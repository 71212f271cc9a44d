import type { Context } from '../context.ts';
import type { MarketChart } from '../domain.ts';
import { InputError, SourceError } from '../errors.ts';
import type { ChartRequest, IngestProgress } from './chart-request.ts';
import { type Chosen, chooseHistory } from './choose-history.ts';
import { sayFewerDays } from './fewer-days.ts';
import { type Notice, notice } from './notice.ts';
import { readChartFile } from './read-chart-file.ts';
import { chartOf, priced, type StoredChart } from './stored-chart.ts';
import { afterLongGap, LONGEST_GAP_DAYS, until } from './used-days.ts';

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
  const { history, source, retrieved, cut, readAs } = yield* request.from === undefined
    ? chooseHistory(request, context)
    : onlyFile(request, request.from, context);
  if (cut !== undefined) throw cut;
  const known = until(history.observations, request.until);
  const newest = priced(known).at(-1);
  if (newest === undefined) throw noData(request);
  const contiguous = afterLongGap(known);
  const [first] = contiguous;
  if (first !== undefined && contiguous.length < known.length) {
    yield notice(
      `over ${LONGEST_GAP_DAYS} days in a row are missing before ${first.date}: only what is newer is used`,
    );
  }
  if (request.from === undefined) yield* sayFewerDays(request, { history, used: contiguous, source });
  const { coin, vsCurrency } = request;
  const { retrievedAt } = newest.retrieval;
  return {
    chart: { coin, vsCurrency, observations: contiguous, source, retrievedAt, readAs },
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
  const { coin, vsCurrency } = request;
  const { observations, readAs } = yield* readChartFile({ ...request, file }, context);
  const retrievedAt = context.now().toISOString();
  const retrieval = { number: 1, source: 'csv', retrievedAt, daysAsked: null } as const;
  const history = chartOf({ coin, vsCurrency }, observations, retrieval);
  return { history, source: 'csv', retrieved: undefined, readAs };
}

function noData({ coin, from, until }: ChartRequest): SourceError | InputError {
  const end = until === undefined ? '' : ` up to ${until}`;
  const what = { code: 'no_data', hint: 'use a file or a coin that has prices' };
  return from === undefined
    ? new SourceError({ ...what, message: `there is no price of ${coin}${end}` })
    : new InputError({ ...what, message: `${from} has no price${end}` });
}
