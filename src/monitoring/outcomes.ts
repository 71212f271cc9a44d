import { addDays } from '../dates.ts';
import type { Direction, Instant, IsoDate, Observation, Verdict } from '../domain.ts';
import { wilsonInterval } from '../evaluation/intervals.ts';
import { directionOf, logLoss, lossOf, type Outcome } from '../evaluation/metrics.ts';
import { dieboldMariano, verdictOf } from '../evaluation/significance.ts';

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
  readonly actual: Direction;
}

export interface Resolution {
  /** In the order of their days. */
  readonly resolved: readonly ResolvedForecast[];
  readonly pending: readonly MadeForecast[];
}

/**
 * Holds forecasts against what came. A forecast is resolved once the prices of both its days were observed. Nothing is
 * kept of it: the same forecasts and prices resolve to the same, however often.
 */
export function resolveForecasts(
  forecasts: readonly MadeForecast[],
  observations: readonly Observation[],
): Resolution {
  const prices = new Map(observations.map(({ date, price }) => [date, price]));
  const resolved: ResolvedForecast[] = [];
  const pending: MadeForecast[] = [];
  for (const forecast of forecasts) {
    const [before, after] = [prices.get(forecast.asOf), prices.get(forecast.for)];
    if (before == null || after == null) pending.push(forecast);
    else resolved.push({ ...forecast, actual: after > before ? 1 : 0 });
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
