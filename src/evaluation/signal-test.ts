import { byDate } from '../dates.ts';
import type { IsoDate } from '../domain.ts';
import { at, type Vector } from '../learning/vector.ts';
import { clarkWest } from './clark-west.ts';
import { daysToDetect } from './days-to-detect.ts';
import { type HighAccuracy, highAccuracyOf } from './high-accuracy.ts';
import { lossOf, measure } from './metrics.ts';
import { gainByYear, type YearSkill } from './periods.ts';
import { type DieboldMariano, positiveMean } from './significance.ts';
import { LEAST_ROWS_FOR_VERDICT } from './verdict.ts';
import type { DayForecast } from './walk-forward.ts';

/** What the forecasts of a day cost with a signal and without it. */
export interface PairedLoss {
  readonly date: IsoDate;
  readonly with: number;
  readonly without: number;
}

/** Forecasts of the same days with a signal and without it. */
export interface Paired {
  readonly with: readonly DayForecast[];
  readonly without: readonly DayForecast[];
}

/**
 * The losses of forecasts with a signal and without it, day by day.
 *
 * @throws {RangeError} where they are not of the same days
 */
export function pairedLosses({ with: own, without }: Paired): readonly PairedLoss[] {
  if (own.length !== without.length) throw new RangeError('forecasts of other days');
  return own.map((day, t) => {
    const other = at(without, t);
    if (day.date !== other.date) throw new RangeError(`${day.date} beside ${other.date}`);
    return { date: day.date, with: lossOf(day), without: lossOf(other) };
  });
}

/** The base rate as forecasts of the same days: what a signal alone is held against. */
export function baseRateForecasts(forecasts: readonly DayForecast[]): readonly DayForecast[] {
  return forecasts.map((day) => ({
    ...day,
    probability: day.baseRate,
    logOdds: Math.log(day.baseRate / (1 - day.baseRate)),
  }));
}

export interface Gain {
  /** 1 − log loss with the signal / without it. */
  readonly gain: number;
  /** Of the one-sided Diebold–Mariano test that the loss is lower with it; null where the two never differ. */
  readonly pValue: number | null;
}

/** Losses that differ by less than this differ by where the fits stopped. */
const SAME_LOSS = 1e-8;

/** What a signal takes off the log loss, and the chance of as much were it worth nothing. */
export function gainOf(days: readonly PairedLoss[]): Gain {
  const differences = differencesOf(days);
  const isSame = differences.every((difference) => Math.abs(difference) < SAME_LOSS);
  return { gain: gainIn(days), pValue: isSame ? null : positiveMean(differences).pValue };
}

/** 1 − log loss with the signal / without it. */
export function gainIn(days: readonly PairedLoss[]): number {
  return 1 - sum(days.map((day) => day.with)) / sum(days.map((day) => day.without));
}

/** The mean losses of several coins on each date that any of them has, in the order of dates. */
export function averageByDate(coins: readonly (readonly PairedLoss[])[]): readonly PairedLoss[] {
  const ofDate = new Map<IsoDate, PairedLoss[]>();
  for (const day of coins.flat()) ofDate.set(day.date, [...(ofDate.get(day.date) ?? []), day]);
  return [...ofDate]
    .map(([date, days]) => ({
      date,
      with: sum(days.map((day) => day.with)) / days.length,
      without: sum(days.map((day) => day.without)) / days.length,
    }))
    .toSorted(byDate);
}

/** What a signal adds to forecasts of one market. */
export interface SignalGain extends Gain {
  readonly logLoss: { readonly with: number; readonly without: number };
  /** Whether the forecasts with the signal hold any information beyond those without it. */
  readonly clarkWest: DieboldMariano;
  readonly byYear: readonly YearSkill[];
  readonly daysToDetect: number | null;
}

export function signalGain(paired: Paired): SignalGain {
  const days = pairedLosses(paired);
  return {
    ...gainOf(days),
    logLoss: {
      with: sum(days.map((day) => day.with)) / days.length,
      without: sum(days.map((day) => day.without)) / days.length,
    },
    clarkWest: clarkWest(
      paired.with.map((day, t) => ({ ...day, baseRate: at(paired.without, t).probability })),
    ),
    byYear: gainByYear(days.map((day) => ({ date: day.date, loss: day.with, otherLoss: day.without }))),
    daysToDetect: daysToDetect(differencesOf(days)),
  };
}

/** Why the accuracy with a signal is more than daily prices have been seen to give; null where it is not. */
export function accuracyWith(forecasts: readonly DayForecast[], limit: number): HighAccuracy | null {
  return highAccuracyOf({
    metrics: measure(forecasts),
    persistence: measure(forecasts.map((day) => calling(day, day.persistence))),
    contrarian: measure(forecasts.map((day) => calling(day, 1 - day.persistence))),
    limit,
  });
}

function calling({ actual }: DayForecast, probability: number) {
  return { actual, probability };
}

/** How many times the gain of a day later a gain must be to look as if it came from the day to come. */
const TIMES_A_DAY_LATER = 3;

export interface TimedLosses {
  /** As the signal is known. */
  readonly now: readonly PairedLoss[];
  /** With the signal made known a day later; undefined where there are too few rows for it. */
  readonly dayLater: readonly PairedLoss[] | undefined;
}

/**
 * Whether nearly all that a signal gains is gone a day later: the gain is over three times that of a day later, where
 * one below 0 counts as 0, and significantly more on the days that both have.
 */
export function fadesInADay({ now, dayLater }: TimedLosses): boolean {
  if (dayLater === undefined) return false;
  if (!(gainIn(now) > TIMES_A_DAY_LATER * Math.max(0, gainIn(dayLater)))) return false;
  const laterOn = new Map(dayLater.map((day) => [day.date, day.with]));
  const more = now.flatMap((day) => {
    const other = laterOn.get(day.date);
    return other === undefined ? [] : [other - day.with];
  });
  return isBelow(positiveMean(more).pValue);
}

export const signalVerdicts = ['adds_information', 'not_shown', 'looks_ahead', 'too_few_rows'] as const;
export type SignalVerdict = (typeof signalVerdicts)[number];

/** What the verdict on a signal rests on. */
export interface SignalEvidence {
  /** How many days were evaluated. */
  readonly n: number;
  /** How many different shifts of the signal there are to compare it with. */
  readonly shifts: number;
  readonly looksAhead: boolean;
  readonly pValue: number | null;
  /** The p-value as the ledger corrects it; undefined where there is no ledger. */
  readonly pValueHolm?: number | null | undefined;
  /** Undefined before the placebos were walked. */
  readonly placebo?: number | undefined;
}

const LEVEL = 0.05;

/** The verdict; undefined where the placebos are to decide, and were not walked yet. */
export function signalVerdictOn(evidence: SignalEvidence): SignalVerdict | undefined {
  const { n, shifts, looksAhead, pValue, pValueHolm = pValue, placebo } = evidence;
  if (n < LEAST_ROWS_FOR_VERDICT) return 'too_few_rows';
  if (looksAhead) return 'looks_ahead';
  if (shifts === 0) return 'too_few_rows';
  if (!isBelow(pValue) || !isBelow(pValueHolm)) return 'not_shown';
  if (placebo === undefined) return undefined;
  return isBelow(placebo) ? 'adds_information' : 'not_shown';
}

function isBelow(pValue: number | null): boolean {
  return pValue !== null && pValue < LEVEL;
}

/** What the weights of a signal were from fold to fold. */
export interface WeightSummary {
  /** In the scaled space. */
  readonly mean: number;
  /** The share of folds whose weight has the sign of the mean. */
  readonly sameSignShare: number;
}

export function weightSummary(weights: Vector): WeightSummary {
  const mean = sum(weights) / weights.length;
  const same = weights.filter((weight) => Math.sign(weight) === Math.sign(mean)).length;
  return { mean, sameSignShare: same / weights.length };
}

/** By what the forecasts of each day cost less with the signal. */
function differencesOf(days: readonly PairedLoss[]): Vector {
  return days.map((day) => day.without - day.with);
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
