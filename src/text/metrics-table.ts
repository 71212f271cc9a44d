import type { Judgement } from '../evaluation/judgement.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import type { TrainedRun } from '../run.ts';
import { formatFixed, formatInterval, formatPercent, plural } from './format.ts';
import type { TextTable } from './table.ts';

const baselineNames = [
  ['baseRate', 'base rate'],
  ['recentBaseRate', 'recent base rate'],
  ['coinFlip', 'coin flip'],
  ['majority', 'majority'],
  ['persistence', 'persistence'],
  ['contrarian', 'its opposite'],
] as const satisfies readonly (readonly [keyof Judgement['baselines'], string])[];

interface Measured {
  readonly metrics: Metrics;
  /** Those that are known: a kept evaluation knows the base rate alone. */
  readonly baselines: { readonly [Name in keyof Judgement['baselines']]?: Metrics | undefined };
}

/** The metrics of forecasts, the model's beside the baselines'; `what` is one of the days that they are of. */
export function metricsTable({ metrics, baselines }: Measured, what: 'day' | 'test row' = 'day'): TextTable {
  const row = (name: string, metric: Metrics) => [
    name,
    formatPercent(metric.accuracy),
    formatInterval(metric.accuracyInterval),
    formatFixed(metric.logLoss),
    formatFixed(metric.brier),
    formatFixed(metric.rocAuc, 3),
    formatFixed(metric.mcc, 3),
  ];
  return {
    head: [`On ${plural(metrics.n, what)}`, 'accuracy', '95 %', 'log loss', 'Brier', 'AUC', 'MCC'],
    rows: [
      row('model', metrics),
      ...baselineNames.flatMap(([key, name]) => {
        const metric = baselines[key];
        return metric === undefined ? [] : [row(name, metric)];
      }),
    ],
  };
}

/** The metrics on the test rows, the model's beside the baselines'. */
export function testMetricsTable({ metrics, baselines }: TrainedRun): TextTable {
  return metricsTable({ metrics: metrics.test, baselines }, 'test row');
}
