import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import type { MarketTarget } from '../../../domain.ts';
import { type MonitorReport, monitor } from '../../../monitoring/monitor.ts';
import { readRunInUse } from '../../../workspace/runs.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';

/** How the run in use for a target of a market is doing, on what is on disk. */
export async function measureRun(market: MarketTarget, context: Context): Promise<MonitorReport> {
  const run = await readRunInUse(context.workspace, market);
  return await listen(monitor(run, requestOnDisk(market, 'max'), context));
}
