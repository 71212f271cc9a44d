import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import type { MarketTarget } from '../../../domain.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { newestDay } from '../../../training/forecast-newest.ts';
import { readRunInUse, type SavedRun } from '../../../workspace/runs.ts';
import type { NewestDay } from './state.ts';

/** The run in use for a target of a market, as the days of now judge it, and the newest day as it sees it. */
export async function readNewestDay(
  market: MarketTarget,
  context: Context,
): Promise<{ readonly run: SavedRun; readonly newest: NewestDay }> {
  const inUse = await readRunInUse(context.workspace, market);
  const { row, run, threshold } = await listen(newestDay(inUse, requestOnDisk(market, 'max'), context));
  return { run, newest: { date: row.date, values: row.values, threshold } };
}
