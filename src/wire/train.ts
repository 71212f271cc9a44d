import { evaluationToDocument } from '../results/evaluation-document.ts';
import { baselinesToWire, metricsToWire } from '../results/metrics.ts';
import { byFeature } from '../results/run-documents.ts';
import type { SavedRun } from '../workspace/runs.ts';

/** A run as `train --format json` and `runs show --format json` print it. */
export function runToWire({ model, data, settings, fit, ...run }: SavedRun) {
  return {
    coin: model.coin,
    vs_currency: model.vsCurrency,
    source: data.source,
    retrieved_at: data.retrievedAt,
    from: data.from,
    to: data.to,
    feature_set: settings.featureSet,
    features: model.features,
    rows: data.rows,
    optimizer: {
      name: settings.optimizer,
      epochs: fit.epoch,
      converged: fit.outcome === 'converged',
      gradient_norm: fit.gradientNorm,
      objective: fit.objective,
      l2: settings.l2,
      l2_auto: settings.l2Auto,
      half_life: settings.halfLife,
      learning_rate: settings.learningRate,
    },
    intercept: model.parameters.intercept,
    coefficients: byFeature(model.features, model.parameters.weights),
    metrics: { train: metricsToWire(run.metrics.train), test: metricsToWire(run.metrics.test) },
    baselines: baselinesToWire(run.baselines),
    p_value: run.pValue,
    verdict: run.verdict,
    evaluation: run.evaluation === undefined ? null : evaluationToDocument(run.evaluation),
    run: { id: run.id, path: run.path, created_at: run.createdAt },
  };
}
