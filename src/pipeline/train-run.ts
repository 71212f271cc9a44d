import { createSlicer } from '../async.ts';
import type { Context } from '../context.ts';
import type { Day, FeatureRow, LabelledRow, MarketChart } from '../domain.ts';
import { InputError } from '../errors.ts';
import { baselineOutcomes, baseRateOf } from '../evaluation/baselines.ts';
import { chooseL2 } from '../evaluation/choose-l2.ts';
import { lossOf, measure, type Outcome } from '../evaluation/metrics.ts';
import { dieboldMariano, verdictOf } from '../evaluation/significance.ts';
import { type Epoch, type Fit, fit } from '../learning/fit.ts';
import { type Parameters, probability } from '../learning/logistic-regression.ts';
import { recencyWeights } from '../learning/recency.ts';
import { columnsOf, fitScaler, maximum, minimum, scaleRow } from '../learning/scalers.ts';
import type { Vector } from '../learning/vector.ts';
import { WindowFits, type WindowSettings } from '../learning/window-fits.ts';
import type { Losses, TrainedRun, TrainSettings } from '../run.ts';
import type { StoredChart } from '../sources/stored-chart.ts';
import { engineer, featureSets, labelled } from './features/engineer.ts';
import type { ChartRequest, IngestProgress } from './ingest.ts';
import { prepareMarket } from './prepare.ts';
import { type Split, splitByTime } from './split.ts';

export interface TrainingProgress extends Losses {
  readonly kind: 'training';
  readonly epoch: number;
  readonly epochs: number;
  readonly gradientNorm: number;
  readonly tolerance: number;
  readonly parameters: Parameters;
}

/** What is known before the first epoch. */
export interface Prepared {
  readonly kind: 'prepared';
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
  readonly features: readonly string[];
  readonly featureRows: readonly FeatureRow[];
}

/** Fewer rows than this say nothing about a model with a dozen features. */
export const LEAST_USABLE_ROWS = 20;

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
  const prepared = yield* prepareMarket(request, [featureSet], context);
  const { chart, days, retrieved } = prepared;
  const { features, rows: featureRows } = engineer(prepared.days, featureSet, prepared.companion);
  const rows = labelled(featureRows);
  const { train: trainRows, test: testRows } = usableSplit(rows, settings.testSize);

  const scaler = fitScaler(
    featureSet.scaler,
    trainRows.map(({ values }) => values),
  );
  const scaled = (some: readonly LabelledRow[]) => some.map(({ values }) => scaleRow(scaler, values));
  const [trainInputs, testInputs] = [scaled(trainRows), scaled(testRows)];
  const baseRate = baseRateOf(trainRows);
  const baselineTests = baselineOutcomes(baseRate, testRows);
  yield {
    kind: 'prepared',
    trainRows: trainRows.length,
    testRows: testRows.length,
    baseRateLoss: meanLoss(baselineTests.baseRate),
  };

  const asked = settings.l2 ?? featureSet.defaultL2;
  const halfLife = settings.halfLife ?? featureSet.defaultHalfLife ?? 'none';
  const window = { scaler: featureSet.scaler, halfLife: halfLife === 'none' ? null : halfLife };
  const l2 = asked === 'auto' ? await choosePenalty(trainRows, window, context.signal) : asked;
  const rowWeights = recencyWeights(trainRows.length, window.halfLife);
  const weightOfRows = rowWeights?.reduce((sum, weight) => sum + weight, 0) ?? trainRows.length;
  const lossesAt = ({ objective, parameters }: Epoch): Losses => ({
    train: (objective - penalty(parameters, l2)) / weightOfRows,
    test: meanLoss(forecasts(parameters, testInputs, testRows)),
  });
  const descent = fit(
    { rows: trainInputs, labels: trainRows.map(({ target }) => target), rowWeights },
    { ...settings, l2, isStepping: context.isStepping },
    context.signal,
  );
  const fitted = yield* reportTraining(descent, settings, lossesAt);
  if (fitted.outcome === 'diverged') throw diverged(fitted);

  const { parameters } = fitted.last;
  const testOutcomes = forecasts(parameters, testInputs, testRows);
  const { pValue } = dieboldMariano(testOutcomes.map(lossOf), baselineTests.baseRate.map(lossOf));
  const { coin, vsCurrency, source, retrievedAt } = chart;
  return {
    retrieved,
    chart,
    days,
    features,
    featureRows,
    run: {
      model: {
        coin,
        vsCurrency,
        featureSet: featureSet.name,
        features,
        scaler,
        parameters,
        trainingRanges: columnsOf(trainRows.map(({ values }) => values)).map((column) => ({
          min: minimum(column),
          max: maximum(column),
        })),
      },
      createdAt: context.now().toISOString(),
      data: {
        source,
        retrievedAt,
        from: days.at(0)?.date ?? '',
        to: days.at(-1)?.date ?? '',
        rows: {
          days: days.length,
          usable: rows.length,
          train: trainRows.length,
          test: testRows.length,
          filled: days.filter(({ filled }) => filled).length,
        },
      },
      settings: { ...settings, l2, l2Auto: asked === 'auto', halfLife, learningRate: fitted.learningRate },
      fit: {
        outcome: fitted.outcome,
        epoch: fitted.last.epoch,
        objective: fitted.last.objective,
        gradientNorm: fitted.last.gradientNorm,
      },
      baseRate,
      metrics: {
        train: measure(forecasts(parameters, trainInputs, trainRows)),
        test: measure(testOutcomes),
      },
      baselines: {
        baseRate: measure(baselineTests.baseRate),
        majority: measure(baselineTests.majority),
        persistence: measure(baselineTests.persistence),
      },
      pValue,
      verdict: verdictOf(pValue),
      curve: fitted.curve.map((epoch) => ({ epoch: epoch.epoch, ...lossesAt(epoch) })),
    },
  };
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
    const { epoch, gradientNorm, parameters } = step.value;
    yield { kind: 'training', epoch, epochs, gradientNorm, tolerance, parameters, ...lossesAt(step.value) };
  }
}

function usableSplit(rows: readonly LabelledRow[], testSize: number): Split<LabelledRow> {
  const split = splitByTime(rows, testSize);
  if (rows.length < LEAST_USABLE_ROWS || split.train.length === 0 || split.test.length === 0) {
    throw new InputError({
      code: 'too_few_rows',
      message: `there are ${rows.length} usable rows, ${split.train.length} to train and ${split.test.length} to test; a training takes ${LEAST_USABLE_ROWS} and some of each`,
      hint: 'use more days (the first 29 give no row), or another test size',
    });
  }
  if (new Set(split.train.map(({ target }) => target)).size < 2) {
    throw new InputError({
      code: 'one_class',
      message: `all ${split.train.length} training rows go ${split.train[0]?.target ? 'up' : 'down'}, so there is nothing to tell apart`,
      hint: 'use more days, or another coin',
    });
  }
  return split;
}

function forecasts(
  parameters: Parameters,
  inputs: readonly Vector[],
  rows: readonly LabelledRow[],
): readonly Outcome[] {
  return rows.map((row, i) => ({
    probability: probability(parameters, inputs[i] ?? []),
    actual: row.target,
  }));
}

function meanLoss(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + lossOf(outcome), 0) / outcomes.length;
}

function penalty({ weights }: Parameters, l2: number): number {
  return (l2 / 2) * weights.reduce((sum, w) => sum + w * w, 0);
}

function diverged({ learningRate, last }: Fit): InputError {
  return new InputError({
    code: 'diverged',
    message: `training diverged in epoch ${last.epoch}: the learning rate ${learningRate} is too high`,
    hint: 'leave out --learning-rate, or use a lower one',
  });
}
