import * as v from 'valibot';
import { featureSetNames, type Instant } from '../domain.ts';
import type { AppraisalSettings } from '../evaluation/appraisal.ts';
import type { DayForecast } from '../evaluation/walk-forward.ts';
import { at, type Vector } from '../learning/vector.ts';
import { type DocumentKind, encodeAs } from './checksummed.ts';
import type { Described } from './codec.ts';
import type { EvaluationSummary } from './evaluation.ts';
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
    evaluatedAt: instant,
    coin,
    vsCurrency: currency,
    featureSet: v.picklist(featureSetNames),
    threshold: share,
    feeBps: notNegative,
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

/** The text of the file. */
export function encodeEvaluatedDays(evaluation: EvaluationSummary & EvaluatedDays): string {
  const { settings, forecasts, changes } = evaluation;
  return encodeAs(evaluatedDaysDocument, {
    ...evaluation,
    ...settings,
    days: forecasts.map(({ date, probability, baseRate, actual, rose }, t) => {
      return [date, probability, baseRate, actual, rose, at(changes, t)] as const;
    }),
  });
}

export function evaluatedDaysFrom({
  evaluatedAt,
  threshold,
  feeBps,
  seed,
  resamples,
  days,
}: Described<typeof evaluatedDaysDocument.schema>): EvaluatedDays {
  return {
    evaluatedAt,
    settings: { threshold, feeBps, seed, resamples },
    forecasts: days.map(([date, probability, baseRate, actual, rose]) => ({
      date,
      probability,
      baseRate,
      actual,
      rose,
    })),
    changes: days.map(([, , , , , change]) => change),
  };
}
