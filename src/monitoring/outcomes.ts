import { addDays } from '../dates.ts';
import type { Instant, IsoDate, Label, Verdict } from '../domain.ts';
import { wilsonInterval } from '../evaluation/intervals.ts';
import { directionOf, logLoss, lossOf, type Outcome } from '../evaluation/metrics.ts';
import { dieboldMariano, verdictOf } from '../evaluation/significance.ts';
import { labelDays, type MarketDays, type Target } from '../features/targets/target.ts';
import { at } from '../learning/vector.ts';

/** A forecast that was made and logged. */
export interface MadeForecast {
  readonly madeAt: Instant;
  readonly asOf: IsoDate;
  readonly for: IsoDate;
  readonly run: string;
  readonly probability: number;
  readonly baseRate: number;
  /** Whether the run was in use when it was made; undefined where version 0.1.0 logged it. */
  readonly inUse?: boolean | undefined;
}

/** A forecast whose day has closed. */
export interface ResolvedForecast extends MadeForecast {
  /** Whether the target came. */
  readonly actual: Label;
}

export interface Resolution {
  /** In the order of their days. */
  readonly resolved: readonly ResolvedForecast[];
  readonly pending: readonly MadeForecast[];
}

/** Whether the target came on the day after each date, where that is known: the labels that rows are trained on. */
export type Outcomes = ReadonlyMap<IsoDate, Label>;

/** What came of a target, by the date of the newest price that a forecast knew. */
export function outcomesOf(target: Target, market: MarketDays): Outcomes {
  const { labels } = labelDays(target, market);
  return new Map(
    market.days.flatMap(({ date }, t) => {
      const label = at(labels, t);
      return label === null ? [] : [[date, label] as const];
    }),
  );
}

/**
 * Holds forecasts against what came. A forecast is resolved once every price that its target looks at was observed.
 * Nothing is kept of it: the same forecasts and outcomes resolve to the same, however often.
 */
export function resolveForecasts(forecasts: readonly MadeForecast[], outcomes: Outcomes): Resolution {
  const resolved: ResolvedForecast[] = [];
  const pending: MadeForecast[] = [];
  for (const forecast of forecasts) {
    const actual = outcomes.get(forecast.asOf);
    if (actual === undefined) pending.push(forecast);
    else resolved.push({ ...forecast, actual });
  }
  return { resolved: resolved.toSorted((a, b) => (a.for < b.for ? -1 : a.for > b.for ? 1 : 0)), pending };
}

/** How good resolved forecasts were; null where there are none, or it is undefined. */
export interface Score {
  readonly n: number;
  readonly accuracy: number | null;
  readonly accuracyInterval: readonly [low: number, high: number] | null;
  readonly logLoss: number | null;
  /** Of always saying the base rate of the run that made the forecast. */
  readonly baseRateLogLoss: number | null;
}

export function scoreOf(resolved: readonly ResolvedForecast[]): Score {
  const n = resolved.length;
  if (n === 0) return { n, accuracy: null, accuracyInterval: null, logLoss: null, baseRateLogLoss: null };
  const right = resolved.filter(({ probability, actual }) => directionOf(probability) === actual).length;
  return {
    n,
    accuracy: right / n,
    accuracyInterval: wilsonInterval(right, n),
    logLoss: logLoss(resolved),
    baseRateLogLoss: logLoss(resolved.map(atBaseRate)),
  };
}

/** The forecasts of the newest days up to a date. */
export function newestForecasts(
  resolved: readonly ResolvedForecast[],
  { days, to }: { readonly days: number; readonly to: IsoDate },
): readonly ResolvedForecast[] {
  const first = addDays(to, 1 - days);
  return resolved.filter((forecast) => forecast.for >= first && forecast.for <= to);
}

/** The score of the days up to each day that has a forecast: what a chart of rolling accuracy shows. */
export function rollingScores(
  resolved: readonly ResolvedForecast[],
  days: number,
): readonly (Score & { readonly date: IsoDate })[] {
  const dates = [...new Set(resolved.map((forecast) => forecast.for))];
  return dates.map((date) => ({ date, ...scoreOf(newestForecasts(resolved, { days, to: date })) }));
}

/** Fewer forecasts than this are not called better or worse than the base rate. */
const LEAST_FOR_VERDICT = 30;

/** Whether forecasts were better than the base rate; undefined where they are too few to say. */
export function verdictOfForecasts(resolved: readonly ResolvedForecast[]): Verdict | undefined {
  if (resolved.length < LEAST_FOR_VERDICT) return undefined;
  return verdictOf(dieboldMariano(resolved.map(lossOf), resolved.map(atBaseRate).map(lossOf)).pValue);
}

function atBaseRate({ baseRate, actual }: ResolvedForecast): Outcome {
  return { probability: baseRate, actual };
}
