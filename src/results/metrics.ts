import * as v from 'valibot';
import { printedAs } from './codec.ts';
import { count, finite, interval, share } from './values.ts';

const maybe = v.nullable(finite);

/** How good forecasts were; what is undefined is null. */
export const metricsSchema = v.object({
  n: count,
  accuracy: share,
  accuracyInterval: printedAs('accuracy_ci95', interval),
  balancedAccuracy: maybe,
  precision: maybe,
  recall: maybe,
  f1: maybe,
  rocAuc: maybe,
  logLoss: maybe,
  brier: share,
  mcc: finite,
  confusion: v.object({ tp: count, fp: count, tn: count, fn: count }),
});

/** Log-loss skill against the base rate, its interval, and the one-sided p-value. */
export const skillSchema = v.object({
  logLossSkill: maybe,
  interval: printedAs('log_loss_skill_ci95', v.nullable(interval)),
  pValue: v.nullable(share),
});

/** A one-sided test. */
export const testSchema = v.object({ statistic: maybe, pValue: v.nullable(share), lag: count });

/** Days with forecasts of about the same size, and how often they came true. */
export const calibrationSchema = v.array(
  v.object({
    n: count,
    lowest: share,
    highest: share,
    meanForecast: share,
    shareOfOnes: printedAs('share_of_ups', share),
    interval: printedAs('share_of_ups_ci95', interval),
  }),
);
