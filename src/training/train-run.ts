import { createSlicer } from '../async.ts';
import type { Context } from '../context.ts';
import type { Day, FeatureRow, LabelledRow, MarketChart } from '../domain.ts';
import { InputError } from '../errors.ts';
import { chooseL2 } from '../evaluation/choose-l2.ts';
import { baseRateOf } from '../evaluation/constants.ts';
import { featureSets, labelled, targets } from '../features/engineer.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { filledByColumn, filledDays } from '../features/preprocess.ts';
import { spanOf } from '../features/span.ts';
import { covarianceOf } from '../learning/covariance.ts';
import { type Epoch, type Fit, fit } from '../learning/fit.ts';
import type { Parameters } from '../learning/logistic-regression.ts';
import { recencyWeights, totalWeight } from '../learning/recency.ts';
import type { TrainingRows } from '../learning/training-rows.ts';
import { WindowFits, type WindowSettings } from '../learning/window-fits.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import type { StoredChart } from '../market-data/stored-chart.ts';
import { knownDaysOf } from '../results/known-days.ts';
import type { HalfLife, Losses, TrainedRun, TrainSettings } from '../run.ts';
import { judgeRun, lossOver, meanLoss } from './judge-run.ts';
import { engineerNewest, type PreparedMarket, prepareMarket, usedSignalsOf } from './prepare.ts';
import { refuseByDays } from './refuse-by-days.ts';
import { rangesOf, type ScaledSplit, splitForTraining } from './training-split.ts';

export interface TrainingProgress {
  readonly kind: 'training';
  readonly epoch: number;
  readonly epochs: number;
  readonly gradientNorm: number;
  readonly tolerance: number;
  readonly parameters: Parameters;
  readonly losses: Losses;
}

/** What is known before the first epoch. */
export interface Prepared {
  readonly kind: 'prepared';
  /** In the order of the weights. */
  readonly features: readonly string[];
  readonly trainRows: number;
  readonly testRows: number;
  /** The log loss of the base rate on the test rows. */
  readonly baseRateLoss: number;
}

export type TrainProgress = IngestProgress | Prepared | TrainingProgress;

/** A trained run with the tables it was made from, nothing of it written yet. */
export interface Training {
  readonly run: TrainedRun;
  readonly retrieved: readonly StoredChart[];
  readonly chart: MarketChart;
  readonly days: readonly Day[];
  /** The days of the market beside it; undefined where none was needed. */
  readonly companion: readonly Day[] | undefined;
  readonly features: readonly string[];
  readonly featureRows: readonly FeatureRow[];
  /** All that is known of the market, older days as well. */
  readonly market: PreparedMarket;
}

/**
 * The whole pipeline: market chart → cleaned days → feature rows → split → scaler and model → metrics. Writes
 * nothing; `saveTraining` does.
 *
 * @throws {InputError} where there are too few rows, one class only, or the descent diverges
 */
export async function* train(
  request: ChartRequest,
  settings: TrainSettings,
  context: Context,
): AsyncGenerator<TrainProgress, Training, void> {
  const featureSet = featureSets[settings.featureSet];
  const target = targets[settings.target];
  const { delay } = settings;
  const market = yield* prepareMarket(
    request,
    { sets: [featureSet], target, signals: settings.signals },
    context,
  );
  const { chart, days, retrieved } = market;
  const { features, rows: featureRows } = engineerNewest(market, featureSet, { target, delay });
  const rows = labelled(featureRows);
  refuseByDays(rows, market, featureSet);
  const split = splitForTraining(rows, { ...settings, scaler: featureSet.scaler });
  const { scaler, train: training, test } = split;
  const baseRate = baseRateOf(training.rows);
  yield {
    kind: 'prepared',
    features,
    trainRows: training.rows.length,
    testRows: test.rows.length,
    baseRateLoss: meanLoss(test.rows.map(({ target }) => ({ probability: baseRate, actual: target }))),
  };

  const recipe = await recipeOf(settings, featureSet, { rows: training.rows, signal: context.signal });
  const lossesAt = lossesOver(split, recipe);
  const trainingRows: TrainingRows = {
    rows: training.inputs,
    labels: training.rows.map(({ target }) => target),
    rowWeights: recipe.rowWeights,
  };
  const descent = fit(trainingRows, { ...settings, l2: recipe.l2 }, context.signal);
  const fitted = yield* reportTraining(descent, settings, lossesAt);
  if (fitted.outcome === 'diverged') throw diverged(fitted);

  const { learningRate, outcome, last } = fitted;
  const { epoch, objective, gradientNorm, parameters } = last;
  const { coin, vsCurrency, source, retrievedAt, readAs } = chart;
  const { l2, l2Auto, halfLife } = recipe;
  const run: TrainedRun = {
    model: {
      coin,
      vsCurrency,
      target: target.name,
      delay,
      featureSet: featureSet.name,
      signals: usedSignalsOf(market),
      features,
      scaler,
      parameters,
      covariance: covarianceOf(trainingRows, l2, parameters),
      trainingRanges: rangesOf(training.rows),
    },
    createdAt: context.now().toISOString(),
    data: {
      source,
      retrievedAt,
      readAs,
      ...spanOf(days),
      known: knownDaysOf(market.history),
      rows: {
        days: days.length,
        usable: rows.length,
        train: training.rows.length,
        test: test.rows.length,
        filled: filledDays(days),
        filledByColumn: filledByColumn(days),
      },
    },
    settings: { ...settings, l2, l2Auto, halfLife, learningRate },
    fit: { outcome, epoch, objective, gradientNorm },
    ...judgeRun(parameters, split, { halfLife, target: target.name }),
    curve: fitted.curve.map((each) => ({ epoch: each.epoch, ...lossesAt(each) })),
  };
  return { retrieved, chart, days, companion: market.companion, features, featureRows, market, run };
}

/** What the objective is made of beside the rows: settings that were left open, settled. */
interface Recipe {
  readonly l2: number;
  readonly l2Auto: boolean;
  readonly halfLife: HalfLife;
  readonly rowWeights: Float64Array;
}

async function recipeOf(
  settings: TrainSettings,
  featureSet: FeatureSet,
  { rows, signal }: { readonly rows: readonly LabelledRow[]; readonly signal: AbortSignal },
): Promise<Recipe> {
  const asked = settings.l2 ?? featureSet.defaultL2;
  const halfLife = settings.halfLife ?? featureSet.defaultHalfLife ?? 'none';
  const window = { scaler: featureSet.scaler, halfLife: halfLife === 'none' ? null : halfLife };
  return {
    l2: asked === 'auto' ? await choosePenalty(rows, window, signal) : asked,
    l2Auto: asked === 'auto',
    halfLife,
    rowWeights: recencyWeights(rows.length, window.halfLife),
  };
}

/** The mean log losses of an epoch: of the training rows as they are weighted, from J less its penalty. */
function lossesOver({ test }: ScaledSplit, { l2, rowWeights }: Recipe) {
  const weightOfRows = totalWeight(rowWeights);
  const testLoss = lossOver(test);
  return ({ objective, parameters }: Epoch): Losses => ({
    train: (objective - penalty(parameters, l2)) / weightOfRows,
    test: testLoss(parameters),
  });
}

/** The penalty that forward-chained folds of the training rows like best. */
async function choosePenalty(
  rows: readonly LabelledRow[],
  settings: WindowSettings,
  signal: AbortSignal,
): Promise<number> {
  const whole = { from: 0, to: rows.length };
  const labels = rows.map(({ target }) => target);
  const values = rows.map((row) => row.values);
  return createSlicer(signal)(chooseL2(new WindowFits(values, labels, settings, whole), labels, whole));
}

async function* reportTraining(
  descent: AsyncGenerator<Epoch, Fit, void>,
  { epochs, tolerance }: TrainSettings,
  lossesAt: (epoch: Epoch) => Losses,
): AsyncGenerator<TrainingProgress, Fit, void> {
  for (;;) {
    const step = await descent.next();
    if (step.done) return step.value;
    const { value } = step;
    yield {
      kind: 'training',
      epoch: value.epoch,
      epochs,
      gradientNorm: value.gradientNorm,
      tolerance,
      parameters: value.parameters,
      // Asked for of some epochs alone; a copy for another thread has them.
      get losses() {
        return lossesAt(value);
      },
    };
  }
}

function penalty({ weights }: Parameters, l2: number): number {
  return (l2 / 2) * weights.reduce((sum, w) => sum + w * w, 0);
}

function diverged({ learningRate, last }: Fit): InputError {
  return new InputError({
    code: 'diverged',
    message: `training diverged in epoch ${last.epoch}: the learning rate ${learningRate} is too high`,
    hint: 'use a lower learning rate, or the one that the data give',
  });
}
