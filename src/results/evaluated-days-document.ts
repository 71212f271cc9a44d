import * as v from 'valibot';
import { featureSetNames, type Instant } from '../domain.ts';
import type { AppraisalSettings } from '../evaluation/appraisal.ts';
import type { DayForecast } from '../evaluation/walk-forward.ts';
import type { Vector } from '../learning/vector.ts';
import type { DocumentKind } from './checksummed.ts';
import type { EvaluationSummary } from './evaluation-document.ts';
import { areInOrder, coin, count, currency, finite, instant, isoDate, notNegative, share } from './values.ts';

/** The days of a walk-forward, and how they are judged: all that its curves are drawn from. */
export interface EvaluatedDays {
  readonly evaluatedAt: Instant;
  readonly settings: AppraisalSettings;
  readonly forecasts: readonly DayForecast[];
  /** By what share the price changed to the day after each forecast's date. */
  readonly changes: Vector;
}

const direction = v.picklist([0, 1]);

/** `data/evaluations/…_days.json`, beside the evaluation that it belongs to: the one made at the same moment. */
export const evaluatedDaysDocument = {
  name: 'file of evaluated days',
  version: 1,
  remedy: 'delete it, or evaluate again with crypto-predict evaluate',
  schema: v.object({
    evaluated_at: instant,
    coin,
    vs_currency: currency,
    feature_set: v.picklist(featureSetNames),
    threshold: share,
    fee_bps: notNegative,
    seed: count,
    resamples: v.pipe(count, v.maxValue(1_000_000)),
    /** [date, P(up), base rate, whether the price rose to the day after, whether it had risen, change to the day after] */
    days: v.pipe(
      v.array(v.tuple([isoDate, share, share, direction, direction, v.pipe(finite, v.gtValue(-1))])),
      v.nonEmpty(),
      v.check((rows) => areInOrder(rows), 'are not in order'),
    ),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;

export type EvaluatedDaysDocument = v.InferOutput<typeof evaluatedDaysDocument.schema>;

export function evaluatedDaysToDocument({
  evaluatedAt,
  coin,
  vsCurrency,
  featureSet,
  settings,
  forecasts,
  changes,
}: EvaluationSummary & EvaluatedDays): EvaluatedDaysDocument {
  return {
    evaluated_at: evaluatedAt,
    coin,
    vs_currency: vsCurrency,
    feature_set: featureSet,
    threshold: settings.threshold,
    fee_bps: settings.feeBps,
    seed: settings.seed,
    resamples: settings.resamples,
    days: forecasts.map((day, t) => [
      day.date,
      day.probability,
      day.baseRate,
      day.actual,
      day.rose,
      changes[t] ?? 0,
    ]),
  };
}

export function evaluatedDaysFromDocument(document: EvaluatedDaysDocument): EvaluatedDays {
  return {
    evaluatedAt: document.evaluated_at,
    settings: {
      threshold: document.threshold,
      feeBps: document.fee_bps,
      seed: document.seed,
      resamples: document.resamples,
    },
    forecasts: document.days.map(([date, probability, baseRate, actual, rose]) => ({
      date,
      probability,
      baseRate,
      actual,
      rose,
    })),
    changes: document.days.map(([, , , , , change]) => change),
  };
}
