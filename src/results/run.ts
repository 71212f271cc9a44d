import * as v from 'valibot';
import { featureSetNames, sources, targetNames, verdicts } from '../domain.ts';
import { highAccuracies } from '../evaluation/high-accuracy.ts';
import { optimizerNames } from '../learning/optimizer-names.ts';
import { at } from '../learning/vector.ts';
import type { TrainedRun } from '../run.ts';
import { type DocumentKind, encodeAs } from './checksummed.ts';
import { type Described, type JsonOf, printedAs, toJson } from './codec.ts';
import { type EvaluationSummary, evaluationDocument } from './evaluation.ts';
import { knownDaysSchema } from './known-days.ts';
import { multiplicitySchema } from './ledger.ts';
import { metricsSchema } from './metrics.ts';
import { usedSignalSchema } from './signal.ts';
import {
  coin,
  count,
  countByColumn,
  currency,
  finite,
  instant,
  isoDate,
  marketEntries,
  notNegative,
  positive,
  readAs,
  share,
} from './values.ts';

const remedy = 'remove the run, or train again';
/** A weight or the intercept: no descent goes so far that products with it would overflow. */
const parameter = v.pipe(finite, v.minValue(-1e100), v.maxValue(1e100));
const perFeature = <Value extends v.GenericSchema<number>>(value: Value) => v.record(v.string(), value);

/** Files of version 0.1.0 do not count filled values by column. */
const rows = v.object({
  days: count,
  usable: count,
  train: count,
  test: count,
  filled: count,
  filledByColumn: v.optional(countByColumn),
});
const halfLife = v.union([positive, v.literal('none')]);

/** Runs of the first version forecast the direction, without delay. */
const task = {
  target: v.optional(v.picklist(targetNames), 'direction'),
  delay: v.optional(count, 0),
};

/** `model.json`: all that a forecast needs, and all that explains where it came from. */
export const modelDocument = {
  name: 'model',
  version: 1,
  remedy,
  schema: v.pipe(
    v.object({
      id: v.string(),
      createdAt: instant,
      coin,
      vsCurrency: currency,
      featureSet: v.picklist(featureSetNames),
      /** The signals among the features; none where it is left out. */
      signals: v.optional(v.array(usedSignalSchema)),
      features: v.pipe(v.array(v.string()), v.nonEmpty()),
      scaler: v.object({
        name: v.picklist(['min-max', 'standard']),
        offsets: perFeature(finite),
        scales: perFeature(notNegative),
      }),
      trainingRanges: v.record(v.string(), v.tuple([finite, finite])),
      intercept: parameter,
      coefficients: perFeature(parameter),
      /** Of the weights in the order of the features, and the intercept. */
      covariance: v.optional(v.array(v.array(finite))),
      baseRate: share,
      data: v.object({
        source: v.picklist(sources),
        retrievedAt: instant,
        readAs: v.optional(readAs),
        from: isoDate,
        to: isoDate,
        rows,
        known: v.optional(knownDaysSchema),
        fingerprint: v.string(),
      }),
      settings: v.object({
        ...task,
        featureSet: v.picklist(featureSetNames),
        testSize: share,
        l2: notNegative,
        l2Auto: v.optional(v.boolean(), false),
        halfLife: v.optional(halfLife, 'none'),
        window: v.optional(v.nullable(count), null),
        optimizer: v.picklist(optimizerNames),
        learningRate: positive,
        epochs: count,
        tolerance: positive,
      }),
      versions: v.record(v.string(), v.string()),
    }),
    v.check(
      ({ features, coefficients, scaler, trainingRanges }) =>
        [coefficients, scaler.offsets, scaler.scales, trainingRanges].every(
          (values) =>
            Object.keys(values).length === features.length &&
            features.every((name) => Object.hasOwn(values, name)),
        ),
      'weights, scaler and features differ',
    ),
    v.check(
      ({ features, covariance }) =>
        covariance === undefined ||
        [covariance, ...covariance].every(({ length }) => length === features.length + 1),
      'covariance and features differ',
    ),
    v.check(({ featureSet, settings }) => featureSet === settings.featureSet, 'feature sets differ'),
    v.check(({ data: { from, to } }) => from <= to, 'its days end before they begin'),
  ),
} as const satisfies DocumentKind<v.GenericSchema>;

/** How good a run is: what is kept as well as printed. An old file may lack what is optional. */
const judgement = {
  metrics: v.object({ train: metricsSchema, test: metricsSchema }),
  baselines: v.object({
    baseRate: metricsSchema,
    recentBaseRate: v.optional(metricsSchema),
    coinFlip: v.optional(metricsSchema),
    majority: metricsSchema,
    persistence: metricsSchema,
  }),
  pValue: v.nullable(share),
  pValueEveryConstant: v.optional(v.nullable(share), null),
  verdict: v.picklist(verdicts),
  highAccuracy: v.optional(v.nullable(v.picklist(highAccuracies)), null),
};

/** `training_metrics.json`: how the training went, and how good the model is. */
export const metricsDocument = {
  name: 'file of training metrics',
  version: 1,
  remedy,
  schema: v.object({
    run: v.string(),
    fit: printedAs(
      'optimizer',
      v.object({
        outcome: v.picklist(['converged', 'out of epochs']),
        epoch: printedAs('epochs', count),
        gradientNorm: notNegative,
        objective: notNegative,
      }),
    ),
    ...judgement,
    /** JSON has no infinity: null is the loss of a forecast of 0 or 1 that missed. */
    curve: v.array(v.object({ epoch: count, train: v.nullable(finite), test: v.nullable(finite) })),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;

/** What `train --format json` and `runs show --format json` print. */
export const runSchema = v.object({
  ...marketEntries,
  readAs: v.optional(readAs),
  from: isoDate,
  to: isoDate,
  target: v.picklist(targetNames),
  delay: count,
  featureSet: v.picklist(featureSetNames),
  signals: v.optional(v.array(usedSignalSchema)),
  features: v.array(v.string()),
  rows,
  optimizer: v.object({
    name: v.picklist(optimizerNames),
    epochs: count,
    converged: v.boolean(),
    gradientNorm: notNegative,
    objective: notNegative,
    l2: notNegative,
    l2Auto: v.boolean(),
    halfLife,
    window: v.union([count, v.literal('all')]),
    learningRate: positive,
  }),
  intercept: parameter,
  coefficients: perFeature(parameter),
  ...judgement,
  looksLeaky: v.boolean(),
  evaluation: v.nullable(evaluationDocument.schema),
  run: v.object({ id: v.string(), path: v.string(), createdAt: instant }),
  ledger: v.optional(multiplicitySchema),
});

export type ModelDocument = Described<typeof modelDocument.schema>;
export type MetricsDocument = Described<typeof metricsDocument.schema>;

/** What is known of a run beside the training itself. */
export interface Provenance {
  readonly id: string;
  /** SHA-256 of the observations it was trained on. */
  readonly fingerprint: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** The text of `model.json`. */
export function encodeModel(run: TrainedRun, { id, fingerprint, versions }: Provenance): string {
  const { features, scaler, trainingRanges, parameters, ...market } = run.model;
  const named = <T>(values: readonly T[]) => byFeature(features, values);
  const content: ModelDocument = {
    ...run,
    ...market,
    features,
    id,
    versions,
    scaler: { name: scaler.name, offsets: named(scaler.offsets), scales: named(scaler.scales) },
    trainingRanges: named(trainingRanges.map(({ min, max }) => [min, max] as const)),
    intercept: parameters.intercept,
    coefficients: named(parameters.weights),
    data: { ...run.data, fingerprint },
  };
  return encodeAs(modelDocument, content, 2);
}

/** The text of `training_metrics.json`. */
export function encodeMetrics({ fit, curve, ...run }: TrainedRun, id: string): string {
  const { outcome } = fit;
  if (outcome === 'diverged') throw new Error('a run that diverged is not saved');
  const finiteOrNull = (loss: number) => (Number.isFinite(loss) ? loss : null);
  const content: MetricsDocument = {
    ...run,
    run: id,
    fit: { ...fit, outcome },
    curve: curve.map(({ epoch, train, test }) => ({
      epoch,
      train: finiteOrNull(train),
      test: finiteOrNull(test),
    })),
  };
  return encodeAs(metricsDocument, content, 2);
}

/** A run as it was saved in its two files. */
export function runFrom(
  { features, scaler, ...model }: ModelDocument,
  { run: _, curve, ...metrics }: MetricsDocument,
): TrainedRun {
  const values = (named: Readonly<Record<string, number>>) => features.map((name) => ofFeature(named, name));
  const { coin, vsCurrency, featureSet, createdAt, settings, baseRate } = model;
  const { fingerprint: __, ...data } = model.data;
  return {
    ...metrics,
    createdAt,
    data,
    settings,
    baseRate,
    model: {
      coin,
      vsCurrency,
      target: settings.target,
      delay: settings.delay,
      featureSet,
      signals: model.signals,
      features,
      scaler: { name: scaler.name, offsets: values(scaler.offsets), scales: values(scaler.scales) },
      parameters: { weights: values(model.coefficients), intercept: model.intercept },
      covariance: model.covariance,
      trainingRanges: features.map((name) => {
        const [min, max] = ofFeature(model.trainingRanges, name);
        return { min, max };
      }),
    },
    curve: curve.map(({ epoch, train, test }) => ({
      epoch,
      train: train ?? Number.POSITIVE_INFINITY,
      test: test ?? Number.POSITIVE_INFINITY,
    })),
  };
}

/** A run that is saved, and the newest walk-forward of its features and settings. */
export interface PrintableRun extends TrainedRun {
  readonly id: string;
  readonly path: string;
  readonly evaluation?: EvaluationSummary | undefined;
  /** What its test is worth among all evaluations; known when it is made. */
  readonly ledger?: Described<typeof multiplicitySchema>;
}

export function runJson(run: PrintableRun): JsonOf<typeof runSchema> {
  return toJson(runSchema, printedRun(run));
}

/** A run with its parts where they are printed. */
export function printedRun(run: PrintableRun): Described<typeof runSchema> {
  const { model, data, settings, fit } = run;
  return {
    ...run,
    ...data,
    ...model,
    optimizer: {
      ...settings,
      ...fit,
      name: settings.optimizer,
      window: settings.window ?? 'all',
      epochs: fit.epoch,
      converged: fit.outcome === 'converged',
    },
    intercept: model.parameters.intercept,
    coefficients: byFeature(model.features, model.parameters.weights),
    looksLeaky: run.highAccuracy === 'looks_leaky',
    evaluation: run.evaluation ?? null,
    run,
  };
}

/** Values under the names of their features, in order. */
export function byFeature<T = number>(features: readonly string[], values: readonly T[]): Record<string, T> {
  return Object.fromEntries(features.map((name, j) => [name, at(values, j)]));
}

/** @throws {RangeError} where a feature has no value: the schema has made sure that each has one */
function ofFeature<T>(named: Readonly<Record<string, T>>, feature: string): T {
  const value = named[feature];
  if (value === undefined) throw new RangeError(`${feature} has no value`);
  return value;
}
