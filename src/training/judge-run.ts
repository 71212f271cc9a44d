import type { TargetName } from '../domain.ts';
import { measureBaselines } from '../evaluation/baselines.ts';
import { baseRateOf, recentBaseRateOf } from '../evaluation/constants.ts';
import { accuracyLimitOf, highAccuracyOf } from '../evaluation/high-accuracy.ts';
import { dayLosses } from '../evaluation/losses.ts';
import { lossOf, measure, type Outcome } from '../evaluation/metrics.ts';
import { compareWithConstants, verdictOn } from '../evaluation/verdict.ts';
import { logisticLoss, logit, type Parameters, sigmoid } from '../learning/logistic-regression.ts';
import { RowMatrix } from '../learning/row-matrix.ts';
import { at } from '../learning/vector.ts';
import type { HalfLife, TrainedRun } from '../run.ts';
import type { ScaledRows, ScaledSplit } from './training-split.ts';

/** What parameters forecast for rows, and what came. */
export function forecastsOf(
  parameters: Parameters,
  { rows, inputs }: ScaledRows,
): readonly Required<Outcome>[] {
  return rows.map((row, i) => {
    const logOdds = logit(parameters, at(inputs, i));
    return { probability: sigmoid(logOdds), logOdds, actual: row.target };
  });
}

/** The mean log loss of forecasts. */
export function meanLoss(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + lossOf(outcome), 0) / outcomes.length;
}

/**
 * The mean log loss of parameters over rows, which a training that is looked at asks for after every epoch: the rows
 * are put into one typed array once.
 */
export function lossOver({ rows, inputs }: ScaledRows): (parameters: Parameters) => number {
  const matrix = new RowMatrix(inputs, at(inputs, 0).length);
  return ({ weights, intercept }) => {
    const theta = Float64Array.from(weights);
    const sum = rows.reduce(
      (total, { target }, i) => total + logisticLoss(matrix.rowTimes(i, theta) + intercept, target),
      0,
    );
    return sum / rows.length;
  };
}

/** How good parameters are on both parts of a split, beside the baselines on the test rows; and the verdict. */
export function judgeRun(
  parameters: Parameters,
  { train, test }: ScaledSplit,
  { halfLife, target }: { readonly halfLife: HalfLife; readonly target: TargetName },
): Pick<
  TrainedRun,
  'metrics' | 'baseRate' | 'baselines' | 'pValue' | 'pValueEveryConstant' | 'verdict' | 'highAccuracy'
> {
  const baseRate = baseRateOf(train.rows);
  const recentBaseRate = recentBaseRateOf(train.rows, halfLife === 'none' ? null : halfLife);
  const days = forecastsOf(parameters, test).map((outcome, i) => {
    const { date, persistence } = at(test.rows, i);
    return { ...outcome, date, persistence, baseRate, recentBaseRate };
  });
  const { contrarian, alwaysUp: _, ...baselines } = measureBaselines(days);
  const comparison = compareWithConstants(dayLosses(days));
  const metrics = { train: measure(forecastsOf(parameters, train)), test: measure(days) };
  const { persistence } = baselines;
  return {
    metrics,
    baseRate,
    baselines,
    pValue: comparison.tests.baseRate.pValue,
    pValueEveryConstant: comparison.pValueEveryConstant,
    verdict: verdictOn(comparison),
    highAccuracy: highAccuracyOf({
      metrics: metrics.test,
      persistence,
      contrarian,
      limit: accuracyLimitOf(target),
    }),
  };
}
