import { featureSets, targets } from '../features/engineer.ts';
import { watching } from '../features/watched.ts';
import type { TrainedRun } from '../run.ts';
import { featureTableOf, type PreparedMarket } from '../training/prepare.ts';
import { trainingRowsOf } from '../training/training-rows.ts';
import { type DriftReport, measureDrift } from './drift.ts';

/**
 * The drift of a run's features since its training, and of the market's daily return.
 *
 * @throws the signal's reason, when aborted
 */
export async function driftOfRun(
  run: TrainedRun,
  market: PreparedMarket,
  signal: AbortSignal,
): Promise<DriftReport> {
  const { features, rows } = featureTableOf(market, watching(featureSets[run.model.featureSet]), {
    target: targets[run.model.target],
    delay: run.model.delay,
  });
  const work = measureDrift({ features, rows, training: trainingRowsOf(run, rows) });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
}
