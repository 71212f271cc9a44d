import * as v from 'valibot';
import type { Baselines } from '../evaluation/baselines.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { count, finite, share } from './values.ts';

const maybe = v.nullable(finite);

/** Metrics as they are written to files and results. */
export const metricsSchema = v.object({
  n: count,
  accuracy: share,
  accuracy_ci95: v.tuple([finite, finite]),
  balanced_accuracy: maybe,
  precision: maybe,
  recall: maybe,
  f1: maybe,
  roc_auc: maybe,
  log_loss: maybe,
  brier: share,
  mcc: finite,
  confusion: v.object({ tp: count, fp: count, tn: count, fn: count }),
});

export const baselinesSchema = v.object({
  base_rate: metricsSchema,
  majority: metricsSchema,
  persistence: metricsSchema,
});

export type WireMetrics = v.InferOutput<typeof metricsSchema>;
export type WireBaselines = v.InferOutput<typeof baselinesSchema>;

export function metricsToWire(metrics: Metrics): WireMetrics {
  return {
    n: metrics.n,
    accuracy: metrics.accuracy,
    accuracy_ci95: [...metrics.accuracyInterval],
    balanced_accuracy: metrics.balancedAccuracy,
    precision: metrics.precision,
    recall: metrics.recall,
    f1: metrics.f1,
    roc_auc: metrics.rocAuc,
    log_loss: metrics.logLoss,
    brier: metrics.brier,
    mcc: metrics.mcc,
    confusion: { ...metrics.confusion },
  };
}

export function metricsFromWire(wire: WireMetrics): Metrics {
  return {
    n: wire.n,
    accuracy: wire.accuracy,
    accuracyInterval: wire.accuracy_ci95,
    balancedAccuracy: wire.balanced_accuracy,
    precision: wire.precision,
    recall: wire.recall,
    f1: wire.f1,
    rocAuc: wire.roc_auc,
    logLoss: wire.log_loss,
    brier: wire.brier,
    mcc: wire.mcc,
    confusion: wire.confusion,
  };
}

export function baselinesToWire({ baseRate, majority, persistence }: Baselines<Metrics>): WireBaselines {
  return {
    base_rate: metricsToWire(baseRate),
    majority: metricsToWire(majority),
    persistence: metricsToWire(persistence),
  };
}

export function baselinesFromWire(wire: WireBaselines): Baselines<Metrics> {
  return {
    baseRate: metricsFromWire(wire.base_rate),
    majority: metricsFromWire(wire.majority),
    persistence: metricsFromWire(wire.persistence),
  };
}
