import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import type { Market } from '../../../domain.ts';
import { preprocess } from '../../../features/preprocess.ts';
import { DEFAULT_MAX_AGE_MS, isRecent } from '../../../market-data/freshness.ts';
import { ingest } from '../../../market-data/ingest.ts';
import { qualityOf } from '../../../monitoring/chart-quality.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';
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
    if (progress.kind === 'notice' && !progress.message.startsWith('offline:'))
      notices.push(progress.message);
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
