import { featureSets, targets } from '../features/engineer.ts';
import { watching } from '../features/watched.ts';
import type { TrainedRun } from '../run.ts';
import { featureTableOf, type PreparedMarket } from '../training/prepare.ts';
import { trainingRowsOf } from '../training/training-rows.ts';
import { type DriftReport, measureDrift } from './drift.ts';

export interface RunDrift extends DriftReport {
  /** The features of the model that the days no longer have: it can make no forecast from them. */
  readonly lost: readonly string[];
}

/**
 * The drift of a run's features since its training, and of the market's daily return.
 *
 * @throws the signal's reason, when aborted
 */
export async function driftOfRun(
  run: TrainedRun,
  market: PreparedMarket,
  signal: AbortSignal,
): Promise<RunDrift> {
  const { features, rows } = featureTableOf(market, watching(featureSets[run.model.featureSet]), {
    target: targets[run.model.target],
    delay: run.model.delay,
  });
  const work = measureDrift({ features, rows, training: trainingRowsOf(run, rows) });
  for (;;) {
    const step = work.next();
    if (step.done) {
      return { ...step.value, lost: run.model.features.filter((name) => !features.includes(name)) };
    }
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
}
