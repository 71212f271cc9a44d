import * as v from 'valibot';
import { featureSetNames, sources, verdicts } from '../domain.ts';
import { optimizerNames } from '../learning/optimizer-names.ts';
import type { Vector } from '../learning/vector.ts';
import type { TrainedRun } from '../run.ts';
import type { DocumentKind } from './checksummed.ts';
import {
  baselinesFromWire,
  baselinesSchema,
  baselinesToWire,
  metricsFromWire,
  metricsSchema,
  metricsToWire,
} from './metrics.ts';
import { coin, count, currency, finite, instant, isoDate, notNegative, positive, share } from './values.ts';

const remedy = 'remove the run with runs remove, or train again';
/** A weight or the intercept: no descent goes so far that products with it would overflow. */
const parameter = v.pipe(finite, v.minValue(-1e100), v.maxValue(1e100));
const perFeature = <Value extends v.GenericSchema<number>>(value: Value) => v.record(v.string(), value);

/** `model.json`: all that a forecast needs, and all that explains where it came from. */
export const modelDocument = {
  name: 'model',
  version: 1,
  remedy,
  schema: v.pipe(
    v.object({
      id: v.string(),
      created_at: instant,
      coin,
      vs_currency: currency,
      feature_set: v.picklist(featureSetNames),
      features: v.pipe(v.array(v.string()), v.nonEmpty()),
      scaler: v.object({
        name: v.picklist(['min-max', 'standard']),
        offsets: perFeature(finite),
        scales: perFeature(notNegative),
      }),
      training_ranges: v.record(v.string(), v.tuple([finite, finite])),
      intercept: parameter,
      coefficients: perFeature(parameter),
      base_rate: share,
      data: v.object({
        source: v.picklist(sources),
        retrieved_at: instant,
        from: isoDate,
        to: isoDate,
        rows: v.object({ days: count, usable: count, train: count, test: count, filled: count }),
        fingerprint: v.string(),
      }),
      settings: v.object({
        feature_set: v.picklist(featureSetNames),
        test_size: share,
        l2: notNegative,
        l2_auto: v.optional(v.boolean(), false),
        half_life: v.optional(v.union([positive, v.literal('none')]), 'none'),
        optimizer: v.picklist(optimizerNames),
        learning_rate: positive,
        epochs: count,
        tolerance: positive,
      }),
      versions: v.record(v.string(), v.string()),
    }),
    v.check(
      ({ features, coefficients, scaler, training_ranges }) =>
        [coefficients, scaler.offsets, scaler.scales, training_ranges].every(
          (values) =>
            Object.keys(values).length === features.length &&
            features.every((name) => Object.hasOwn(values, name)),
        ),
      'weights, scaler and features differ',
    ),
    v.check(({ feature_set, settings }) => feature_set === settings.feature_set, 'feature sets differ'),
  ),
} as const satisfies DocumentKind<v.GenericSchema>;

/** `training_metrics.json`: how the training went, and how good the model is. */
export const metricsDocument = {
  name: 'file of training metrics',
  version: 1,
  remedy,
  schema: v.object({
    run: v.string(),
    optimizer: v.object({
      outcome: v.picklist(['converged', 'out of epochs']),
      epochs: count,
      gradient_norm: notNegative,
      objective: notNegative,
    }),
    metrics: v.object({ train: metricsSchema, test: metricsSchema }),
    baselines: baselinesSchema,
    p_value: v.nullable(share),
    verdict: v.picklist(verdicts),
    /** JSON has no infinity: null is the loss of a forecast of 0 or 1 that missed. */
    curve: v.array(v.object({ epoch: count, train: v.nullable(finite), test: v.nullable(finite) })),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;

export type ModelDocument = v.InferOutput<typeof modelDocument.schema>;
export type MetricsDocument = v.InferOutput<typeof metricsDocument.schema>;

/** What is known of a run beside the training itself. */
export interface Provenance {
  readonly id: string;
  /** SHA-256 of the observations it was trained on. */
  readonly fingerprint: string;
  readonly versions: Readonly<Record<string, string>>;
}

export function modelToDocument(run: TrainedRun, { id, fingerprint, versions }: Provenance): ModelDocument {
  const { model, data, settings } = run;
  const named = (values: Vector) => byFeature(model.features, values);
  return {
    id,
    created_at: run.createdAt,
    coin: model.coin,
    vs_currency: model.vsCurrency,
    feature_set: settings.featureSet,
    features: [...model.features],
    scaler: {
      name: model.scaler.name,
      offsets: named(model.scaler.offsets),
      scales: named(model.scaler.scales),
    },
    training_ranges: Object.fromEntries(
      model.trainingRanges.map(({ min, max }, j): [string, [number, number]] => [
        model.features[j] ?? '',
        [min, max],
      ]),
    ),
    intercept: model.parameters.intercept,
    coefficients: named(model.parameters.weights),
    base_rate: run.baseRate,
    data: {
      source: data.source,
      retrieved_at: data.retrievedAt,
      from: data.from,
      to: data.to,
      rows: { ...data.rows },
      fingerprint,
    },
    settings: {
      feature_set: settings.featureSet,
      test_size: settings.testSize,
      l2: settings.l2,
      l2_auto: settings.l2Auto,
      half_life: settings.halfLife,
      optimizer: settings.optimizer,
      learning_rate: settings.learningRate,
      epochs: settings.epochs,
      tolerance: settings.tolerance,
    },
    versions: { ...versions },
  };
}

export function metricsToDocument(run: TrainedRun, id: string): MetricsDocument {
  const { outcome, epoch, gradientNorm, objective } = run.fit;
  if (outcome === 'diverged') throw new Error('a run that diverged is not saved');
  return {
    run: id,
    optimizer: { outcome, epochs: epoch, gradient_norm: gradientNorm, objective },
    metrics: { train: metricsToWire(run.metrics.train), test: metricsToWire(run.metrics.test) },
    baselines: baselinesToWire(run.baselines),
    p_value: run.pValue,
    verdict: run.verdict,
    curve: run.curve.map(({ epoch, train, test }) => ({
      epoch,
      train: Number.isFinite(train) ? train : null,
      test: Number.isFinite(test) ? test : null,
    })),
  };
}

export function runFromDocuments(model: ModelDocument, metrics: MetricsDocument): TrainedRun {
  const values = (named: Readonly<Record<string, number>>) => model.features.map((name) => named[name] ?? 0);
  const { settings, data } = model;
  return {
    model: {
      coin: model.coin,
      vsCurrency: model.vs_currency,
      featureSet: model.feature_set,
      features: model.features,
      scaler: {
        name: model.scaler.name,
        offsets: values(model.scaler.offsets),
        scales: values(model.scaler.scales),
      },
      parameters: { weights: values(model.coefficients), intercept: model.intercept },
      trainingRanges: model.features.map((name) => {
        const [min = 0, max = 0] = model.training_ranges[name] ?? [];
        return { min, max };
      }),
    },
    createdAt: model.created_at,
    data: {
      source: data.source,
      retrievedAt: data.retrieved_at,
      from: data.from,
      to: data.to,
      rows: data.rows,
    },
    settings: {
      featureSet: settings.feature_set,
      testSize: settings.test_size,
      l2: settings.l2,
      l2Auto: settings.l2_auto,
      halfLife: settings.half_life,
      optimizer: settings.optimizer,
      learningRate: settings.learning_rate,
      epochs: settings.epochs,
      tolerance: settings.tolerance,
    },
    fit: {
      outcome: metrics.optimizer.outcome,
      epoch: metrics.optimizer.epochs,
      gradientNorm: metrics.optimizer.gradient_norm,
      objective: metrics.optimizer.objective,
    },
    baseRate: model.base_rate,
    metrics: {
      train: metricsFromWire(metrics.metrics.train),
      test: metricsFromWire(metrics.metrics.test),
    },
    baselines: baselinesFromWire(metrics.baselines),
    pValue: metrics.p_value,
    verdict: metrics.verdict,
    curve: metrics.curve.map(({ epoch, train, test }) => ({
      epoch,
      train: train ?? Number.POSITIVE_INFINITY,
      test: test ?? Number.POSITIVE_INFINITY,
    })),
  };
}

/** Values under the names of their features, in order. */
export function byFeature(features: readonly string[], values: Vector): Record<string, number> {
  return Object.fromEntries(features.map((name, j) => [name, values[j] ?? 0]));
}
