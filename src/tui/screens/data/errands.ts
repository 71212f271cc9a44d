import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import type { Market } from '../../../domain.ts';
import { preprocess } from '../../../features/preprocess.ts';
import type { ChartRequest, IngestProgress } from '../../../market-data/chart-request.ts';
import { USED_OFFLINE } from '../../../market-data/choose-history.ts';
import { fetchChart } from '../../../market-data/fetch.ts';
import { DEFAULT_MAX_AGE_MS, isRecent } from '../../../market-data/freshness.ts';
import { type ImportRequest, importFile as importChart } from '../../../market-data/import-file.ts';
import { ingest } from '../../../market-data/ingest.ts';
import type { Notice } from '../../../market-data/notice.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { qualityOf } from '../../../monitoring/chart-quality.ts';
import type { Fetched } from '../../../results/fetched.ts';
import { type Asking, reaching } from '../../effects/asking.ts';
import type { ShownChart } from './state.ts';

/**
 * Everything that is on disk of a market, cleaned.
 *
 * @throws {SourceError} where nothing is
 */
export async function readChartOf(
  { market }: { readonly market: Market },
  context: Context,
): Promise<ShownChart> {
  const notices: string[] = [];
  const { chart, history } = await listen(ingest(requestOnDisk(market, 'max'), context), (progress) => {
    if (progress.kind === 'notice' && progress.code !== USED_OFFLINE) notices.push(progress.message);
  });
  const days = preprocess(chart.observations);
  return {
    days,
    source: chart.source,
    isFresh: isRecent(history, { maxAgeMs: DEFAULT_MAX_AGE_MS, now: context.now() }),
    quality: qualityOf(days, context.now()),
    notices,
  };
}

/** Brings a stored chart up to date, and says how many days are new. */
export async function* fetchOver(
  { request, coingecko }: Asking<ChartRequest>,
  context: Context,
): AsyncGenerator<IngestProgress, number, void> {
  const { added } = yield* fetchChart(request, reaching(coingecko, context));
  return added;
}

/** Merges a file into a stored chart, and says what that changed. */
export function importOver(request: ImportRequest, context: Context): AsyncGenerator<Notice, Fetched, void> {
  return importChart(request, context);
}
