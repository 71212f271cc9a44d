import * as v from 'valibot';
import { featureSetNames, sources, targetNames } from '../domain.ts';
import { type Described, inline, type JsonOf, printedAs, toJson } from './codec.ts';
import { calibrationSchema } from './metrics.ts';
import { coin, count, currency, finite, instant, interval, isoDate, notNegative, share } from './values.ts';

export const monitorStatuses = ['ok', 'warning', 'drift'] as const;
export type MonitorStatus = (typeof monitorStatuses)[number];

/** What is wrong with the data that a model lives on. */
const quality = v.object({
  ageHours: v.number(),
  isStale: printedAs('stale', v.boolean()),
  isAhead: printedAs('ahead_of_clock', v.boolean()),
  isBefore: printedAs('before_training', v.boolean()),
  gaps: v.array(v.object({ from: isoDate, to: isoDate, days: count })),
  zeroVolumes: v.array(isoDate),
  steps: v.array(v.object({ date: isoDate, change: finite })),
});

/** How good forecasts were; null where there are none, or it is undefined. */
const figures = {
  accuracy: v.nullable(share),
  accuracyInterval: printedAs('accuracy_ci95', v.nullable(interval)),
  logLoss: v.nullable(finite),
  baseRateLogLoss: v.nullable(finite),
};
const score = v.object({ n: count, ...figures });

/** Of the forecasts whose day has closed. */
const forecasts = v.object({
  resolved: count,
  pending: count,
  late: count,
  skippedLines: v.array(count),
  all: inline(v.object(figures)),
  newest30: printedAs('newest_30_days', score),
  newest90: printedAs('newest_90_days', score),
  rolling30: printedAs('rolling_30_days', v.array(v.object({ date: isoDate, ...score.entries }))),
  calibration: calibrationSchema,
});

const drift = v.object({
  feature: v.string(),
  psi: notNegative,
  psiLimit: v.nullable(notNegative),
  ksStatistic: notNegative,
  ksLimit: v.nullable(notNegative),
  ksPValue: share,
  wasserstein: notNegative,
  wassersteinLimit: v.nullable(notNegative),
  pValue: v.nullable(share),
  drifted: v.nullable(v.boolean()),
});

/** What `monitor --format json` prints. */
export const monitoredSchema = v.object({
  coin,
  vsCurrency: currency,
  target: v.picklist(targetNames),
  runId: v.string(),
  featureSet: v.picklist(featureSetNames),
  source: v.picklist(sources),
  retrievedAt: instant,
  from: isoDate,
  to: isoDate,
  quality,
  forecasts,
  drift: v.array(drift),
  /** Of the market's own features, which the model does not look at. */
  marketDrift: v.array(drift),
  /** Features of the model that the days no longer have. */
  lostFeatures: v.array(v.string()),
  driftWindow: v.object({
    rows: count,
    from: v.nullable(isoDate),
    to: v.nullable(isoDate),
    rowsSinceTraining: count,
    earlierWindows: notNegative,
    tooFewToSay: v.nullable(v.string()),
  }),
  status: v.picklist(monitorStatuses),
  reasons: v.array(v.string()),
  /** With --notify: whether a change of the status was told. */
  isTold: printedAs('notified', v.optional(v.boolean())),
});

type Printed = Described<typeof monitoredSchema>;
type Chart = Pick<Printed, 'coin' | 'vsCurrency' | 'source' | 'retrievedAt' | 'from' | 'to'>;

interface Measured {
  readonly value: number;
  readonly limit: number | null;
}

interface FeatureDrift extends Pick<Described<typeof drift>, 'feature' | 'ksPValue' | 'pValue' | 'drifted'> {
  readonly psi: Measured;
  readonly ks: Measured;
  readonly wasserstein: Measured;
}

/** How a model in use is doing. */
export interface PrintableReport extends Pick<Printed, 'quality' | 'status' | 'reasons' | 'isTold'> {
  readonly run: {
    readonly id: string;
    readonly model: Pick<Printed, 'target'> & { readonly features: readonly string[] };
    readonly settings: Pick<Printed, 'featureSet'>;
  };
  readonly chart: Chart;
  readonly forecasts: Omit<Printed['forecasts'], 'resolved'> & { readonly resolved: readonly unknown[] };
  readonly drift: {
    readonly features: readonly FeatureDrift[];
    readonly recent: { readonly rows: number; readonly from: string; readonly to: string } | undefined;
    readonly rowsSinceTraining: number;
    readonly windows: number;
    readonly tooFew: string | undefined;
    readonly lost: readonly string[];
  };
}

export function monitoredJson(report: PrintableReport): JsonOf<typeof monitoredSchema> {
  const { run, chart, forecasts, drift } = report;
  const isOfModel = ({ feature }: FeatureDrift) => run.model.features.includes(feature);
  return toJson(monitoredSchema, {
    ...report,
    ...chart,
    target: run.model.target,
    runId: run.id,
    featureSet: run.settings.featureSet,
    forecasts: { ...forecasts, resolved: forecasts.resolved.length },
    drift: drift.features.filter(isOfModel).map(printedDrift),
    marketDrift: drift.features.filter((each) => !isOfModel(each)).map(printedDrift),
    lostFeatures: drift.lost,
    driftWindow: {
      ...(drift.recent ?? { rows: 0, from: null, to: null }),
      rowsSinceTraining: drift.rowsSinceTraining,
      earlierWindows: drift.windows,
      tooFewToSay: drift.tooFew ?? null,
    },
  });
}

function printedDrift({ psi, ks, wasserstein, ...each }: FeatureDrift): Described<typeof drift> {
  return {
    ...each,
    psi: psi.value,
    psiLimit: psi.limit,
    ksStatistic: ks.value,
    ksLimit: ks.limit,
    wasserstein: wasserstein.value,
    wassersteinLimit: wasserstein.limit,
  };
}
