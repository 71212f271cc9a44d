import * as v from 'valibot';
import { daysBetween } from '../dates.ts';
import { featureSetNames, type Instant } from '../domain.ts';
import type { JudgedDays, JudgementSettings } from '../evaluation/judgement.ts';
import { sigmoid } from '../learning/logistic-regression.ts';
import { at } from '../learning/vector.ts';
import { type DocumentKind, encodeAs } from './checksummed.ts';
import type { Described } from './codec.ts';
import type { EvaluationSummary } from './evaluation.ts';
import { areInOrder, coin, count, currency, finite, instant, isoDate, notNegative, share } from './values.ts';

/** The days of a walk-forward, and how they are judged: all that its curves are drawn from. */
export interface EvaluatedDays extends JudgedDays {
  readonly evaluatedAt: Instant;
  readonly settings: JudgementSettings;
}

const direction = v.picklist([0, 1]);

/** `data/evaluations/…_days.json`, beside the evaluation that it belongs to: the one made at the same moment. */
export const evaluatedDaysDocument = {
  name: 'file of evaluated days',
  version: 2,
  remedy: 'delete it, or evaluate again',
  schema: v.pipe(
    v.object({
      evaluatedAt: instant,
      coin,
      vsCurrency: currency,
      featureSet: v.picklist(featureSetNames),
      threshold: share,
      feeBps: notNegative,
      seed: count,
      resamples: v.pipe(count, v.maxValue(1_000_000)),
      accuracyLimit: share,
      /**
       * By what share the price changed to the day after, for each calendar day from the first; null where it is not
       * traded.
       */
      changes: v.nullable(v.array(v.pipe(finite, v.gtValue(-1)))),
      /** [date, log-odds, base rate, recent base rate, what came, what persistence forecasts, sd_30] */
      days: v.pipe(
        v.array(v.tuple([isoDate, finite, share, share, direction, direction, v.nullable(notNegative)])),
        v.nonEmpty(),
        v.check((rows) => areInOrder(rows), 'are not in order'),
      ),
    }),
    v.check(
      ({ changes, days }) =>
        changes === null || daysBetween(at(days, 0)[0], at(days, days.length - 1)[0]) < changes.length,
      'its changes end before its days',
    ),
  ),
} as const satisfies DocumentKind<v.GenericSchema>;

/** The text of the file. */
export function encodeEvaluatedDays(evaluation: EvaluationSummary & EvaluatedDays): string {
  const { settings, forecasts, volatilities } = evaluation;
  return encodeAs(evaluatedDaysDocument, {
    ...evaluation,
    ...settings,
    days: forecasts.map(({ date, logOdds, baseRate, recentBaseRate, actual, persistence }, t) => {
      const volatility = at(volatilities, t);
      const known = Number.isFinite(volatility) ? volatility : null;
      return [date, logOdds, baseRate, recentBaseRate, actual, persistence, known] as const;
    }),
  });
}

export function evaluatedDaysFrom({
  evaluatedAt,
  threshold,
  feeBps,
  seed,
  resamples,
  accuracyLimit,
  changes,
  days,
}: Described<typeof evaluatedDaysDocument.schema>): EvaluatedDays {
  return {
    evaluatedAt,
    settings: { threshold, feeBps, seed, resamples },
    accuracyLimit,
    changes,
    forecasts: days.map(([date, logOdds, baseRate, recentBaseRate, actual, persistence]) => ({
      date,
      probability: sigmoid(logOdds),
      logOdds,
      baseRate,
      recentBaseRate,
      actual,
      persistence,
    })),
    volatilities: days.map(([, , , , , , volatility]) => volatility ?? Number.NaN),
  };
}
