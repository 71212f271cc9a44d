import { type DriftReport, measureDrift } from '../monitoring/drift.ts';
import type { TrainedRun } from '../run.ts';
import { featureSets } from './features/engineer.ts';
import type { FeatureSet } from './features/feature-set.ts';
import { dailyLogReturn } from './features/returns.ts';
import { featureTableOf, type PreparedMarket } from './prepare.ts';
import { trainingRowsOf } from './training-rows.ts';

/**
 * The drift of a run's features since its training, and of the market's daily return. Prices in raw units wander so far
 * that a doubled volatility goes unseen among them for months; in returns it shows within 60 days.
 *
 * @throws the signal's reason, when aborted
 */
export async function driftOfRun(
  run: TrainedRun,
  market: PreparedMarket,
  signal: AbortSignal,
): Promise<DriftReport> {
  const { features, rows } = featureTableOf(market, watching(featureSets[run.model.featureSet]));
  const work = measureDrift({ features, rows, training: trainingRowsOf(run, rows) });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
}

/** A feature set and, where it lacks it, the market's daily return. */
export function watching(featureSet: FeatureSet): FeatureSet {
  return {
    ...featureSet,
    columns: (days, companion) => ({
      ...featureSet.columns(days, companion),
      log_return_1: dailyLogReturn(days),
    }),
  };
}
