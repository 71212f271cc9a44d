import { atMostEvery, listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import type { MarketTarget, TargetName } from '../../../domain.ts';
import type { ChartRequest } from '../../../market-data/chart-request.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { type MonitorReport, monitor } from '../../../monitoring/monitor.ts';
import type { Decision } from '../../../results/decision.ts';
import { retrain } from '../../../training/retrain.ts';
import { readRunInUse } from '../../../workspace/runs.ts';
import { type Asking, reaching } from '../../effects/asking.ts';

/** How the run in use for a target of a market is doing, on what is on disk. */
export async function measureRun(market: MarketTarget, context: Context): Promise<MonitorReport> {
  const run = await readRunInUse(context.workspace, market);
  return await listen(monitor(run, requestOnDisk(market, 'max'), context));
}

interface Retraining extends Asking<ChartRequest> {
  readonly target: TargetName;
}

/** Reporting ten times a second shows all there is to see. */
const UPDATE_MS = 100;

/** Retrains, and says how far it is and what was decided. */
export async function* retrainOver(
  { request, coingecko, target }: Retraining,
  context: Context,
): AsyncGenerator<number, Decision, void> {
  const work = retrain(request, { dryRun: false, target }, reaching(coingecko, context));
  const isTime = atMostEvery(UPDATE_MS);
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value.decision;
    if (step.value.kind === 'training' && isTime()) yield step.value.epoch;
  }
}
