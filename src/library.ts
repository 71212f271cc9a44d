/**
 * The core as a library: pure functions over arrays, without files, network, clock or randomness of their own.
 * `docs/library.md` has an example.
 */
import { listen } from './async.ts';
import type { LabelledRow, Scaler, TargetName, Verdict } from './domain.ts';
import { accuracyLimitOf } from './evaluation/high-accuracy.ts';
import { defaultJudgement, type Judgement, judge } from './evaluation/judgement.ts';
import type { Metrics } from './evaluation/metrics.ts';
import { defaultInitialTrain, walkForward } from './evaluation/walk-forward.ts';
import { fit } from './learning/fit.ts';
import type { Parameters } from './learning/logistic-regression.ts';
import { recencyWeights } from './learning/recency.ts';
import { judgeRun } from './training/judge-run.ts';
import { splitForTraining } from './training/training-split.ts';

export { listen as resultOf } from './async.ts';
export type * from './domain.ts';
export { type BacktestSettings, backtest } from './evaluation/backtest.ts';
export { clarkWest } from './evaluation/clark-west.ts';
export { holm } from './evaluation/holm.ts';
export type { Judgement } from './evaluation/judgement.ts';
export { type Metrics, measure, type Outcome } from './evaluation/metrics.ts';
export { type DieboldMariano, dieboldMariano, neweyWestVariance } from './evaluation/significance.ts';
export { type DayForecast, type Walked, walkForward } from './evaluation/walk-forward.ts';
export { engineer, type FeatureTable, featureSets, labelled, targets } from './features/engineer.ts';
export { preprocess } from './features/preprocess.ts';
export { type Epoch, type Fit, type FitSettings, fit } from './learning/fit.ts';
export { logit, type Parameters, sigmoid } from './learning/logistic-regression.ts';
export { fitScaler, scaleRow } from './learning/scalers.ts';
export type { TrainingRows } from './learning/training-rows.ts';

/** How rows are learned from. */
export interface LearningSettings {
  readonly scaler: Scaler['name'];
  /** The factor of ½‖w‖² in J. */
  readonly l2: number;
  /** In rows; null where all training rows weigh the same. */
  readonly halfLife: number | null;
  /** Only the newest rows before a forecast train it; null for all of them. */
  readonly window: number | null;
}

/** Min-max scaling, l2 1, all rows alike: scikit-learn's defaults after a `MinMaxScaler`. */
export const defaultLearning: LearningSettings = { scaler: 'min-max', l2: 1, halfLife: null, window: null };

/** A model, and how good it was on the rows that it was not trained on. */
export interface Trained {
  readonly scaler: Scaler;
  readonly parameters: Parameters;
  readonly metrics: { readonly train: Metrics; readonly test: Metrics };
  readonly pValueEveryConstant: number | null;
  readonly verdict: Verdict;
}

/**
 * Trains on the oldest rows and judges on the newest, `testSize` of them, by default a fifth.
 *
 * @throws {InputError} where there are under 20 rows, or those to train on are of one class
 */
export async function train(
  rows: readonly LabelledRow[],
  { testSize = 0.2, ...settings }: Partial<LearningSettings> & { readonly testSize?: number } = {},
): Promise<Trained> {
  const { scaler, l2, halfLife, window } = { ...defaultLearning, ...settings };
  const split = splitForTraining(rows, { testSize, window, scaler });
  const { rows: training, inputs } = split.train;
  const labels = training.map(({ target }) => target);
  const rowWeights = recencyWeights(training.length, halfLife);
  const descent = fit(
    { rows: inputs, labels, rowWeights },
    { l2, optimizer: 'preconditioned', learningRate: null, epochs: 10_000, tolerance: 1e-8 },
  );
  const { parameters } = (await listen(descent)).last;
  const judged = judgeRun(parameters, split, { halfLife: halfLife ?? 'none', target: 'direction' });
  const { metrics, pValueEveryConstant, verdict } = judged;
  return { scaler: split.scaler, parameters, metrics, pValueEveryConstant, verdict };
}

/**
 * Walks forward through rows in the order of time, and judges the forecasts: metrics, baselines, the tests against
 * every constant, calibration. What takes prices, a backtest and the skill by volatility, is empty.
 */
export async function evaluate(
  rows: readonly LabelledRow[],
  settings: Partial<LearningSettings> & {
    /** What the labels say, by default the direction: from which accuracy on it is suspect depends on it. */
    readonly target?: TargetName;
    /** How many rows the first window trains on: 365 where there are 500 or more, else half of them. */
    readonly initialTrain?: number;
    /** How many rows each fold forecasts. */
    readonly step?: number;
    /** Of the resampling behind intervals. */
    readonly seed?: number;
    readonly resamples?: number;
  } = {},
): Promise<Judgement> {
  const { scaler, l2, halfLife, window } = { ...defaultLearning, ...settings };
  const {
    target = 'direction',
    initialTrain = defaultInitialTrain(rows.length),
    step = 30,
    seed = defaultJudgement.seed,
    resamples = defaultJudgement.resamples,
  } = settings;
  const walk = walkForward(rows, { scaler, l2, halfLife, trainWindow: window, initialTrain, step });
  const { forecasts } = await listen(walk);
  const volatilities = forecasts.map(() => Number.NaN);
  const accuracyLimit = accuracyLimitOf(target);
  return judge(
    { forecasts, volatilities, changes: null, accuracyLimit },
    { ...defaultJudgement, seed, resamples },
  );
}
