import { baselineOutcomes } from '../evaluation/baselines.ts';
import { lossOf, measure, type Outcome } from '../evaluation/metrics.ts';
import { dieboldMariano, verdictOf } from '../evaluation/significance.ts';
import { type Parameters, probability } from '../learning/logistic-regression.ts';
import type { TrainedRun } from '../run.ts';
import type { ScaledRows, ScaledSplit } from './training-split.ts';

/** What parameters forecast for rows, and what came. */
export function forecastsOf(parameters: Parameters, { rows, inputs }: ScaledRows): readonly Outcome[] {
  return rows.map((row, i) => ({
    probability: probability(parameters, inputs[i] ?? []),
    actual: row.target,
  }));
}

/** The mean log loss of forecasts. */
export function meanLoss(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + lossOf(outcome), 0) / outcomes.length;
}

/** How good parameters are on both parts of a split, beside the baselines on the test rows; and the verdict. */
export function judge(
  parameters: Parameters,
  { train, test }: ScaledSplit,
  baseRate: number,
): Pick<TrainedRun, 'metrics' | 'baselines' | 'pValue' | 'verdict'> {
  const outcomes = forecastsOf(parameters, test);
  const baselines = baselineOutcomes(baseRate, test.rows);
  const { pValue } = dieboldMariano(outcomes.map(lossOf), baselines.baseRate.map(lossOf));
  return {
    metrics: { train: measure(forecastsOf(parameters, train)), test: measure(outcomes) },
    baselines: {
      baseRate: measure(baselines.baseRate),
      majority: measure(baselines.majority),
      persistence: measure(baselines.persistence),
    },
    pValue,
    verdict: verdictOf(pValue),
  };
}
