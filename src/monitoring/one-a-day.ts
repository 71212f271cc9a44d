import { addDays } from '../dates.ts';
import type { Instant } from '../domain.ts';
import type { MadeForecast } from './outcomes.ts';

/** When a run was put in use. */
export interface PutInUse {
  readonly at: Instant;
  readonly run: string;
}

/** What is known of the runs in use of a market, for forecasts that do not say whether theirs was. */
export interface UseHistory {
  /** Trainings and decisions, oldest first. */
  readonly events: readonly PutInUse[];
  /** The run in use now. */
  readonly now: string | undefined;
}

export interface CountedForecasts<Forecast> {
  /** One a day, in the order of the days. */
  readonly counted: readonly Forecast[];
  /**
   * How many were not made within their day, copies aside: after the outcome or, by a clock set back, before the day.
   */
  readonly late: number;
}

/** A price of 00:00 may have been known so much before it, in milliseconds: the source rounds. */
const EARLY_MS = 60_000;

/**
 * Of each day the one forecast that counts: made on the day itself, from its price and before the outcome, by the run
 * that was in use then; of several, the first. A forecast says whether its run was in use when it was made. Of those
 * that do not, from version 0.1.0, that of the run which trainings and decisions tell to have been in use counts, else
 * that of the run in use now, else the first. So neither copies nor other runs nor a second try make a day count twice.
 */
export function oneForecastADay<Forecast extends MadeForecast>(
  forecasts: readonly Forecast[],
  history: UseHistory,
): CountedForecasts<Forecast> {
  const inTime = forecasts.filter(isInTime);
  const byDay = new Map<string, readonly [rank: number, forecast: Forecast]>();
  for (const forecast of inTime.toSorted((a, b) => Date.parse(a.madeAt) - Date.parse(b.madeAt))) {
    const rank = rankOf(forecast, history);
    const known = byDay.get(forecast.for);
    if (rank !== undefined && (known === undefined || rank < known[0])) {
      byDay.set(forecast.for, [rank, forecast]);
    }
  }
  return {
    counted: [...byDay.values()].map(([, forecast]) => forecast).toSorted((a, b) => (a.for < b.for ? -1 : 1)),
    late: new Set(forecasts.filter((each) => !isInTime(each)).map(({ run, for: day }) => `${run} ${day}`))
      .size,
  };
}

function isInTime({ madeAt, asOf, for: day }: MadeForecast): boolean {
  const made = Date.parse(madeAt);
  return day === addDays(asOf, 1) && made >= Date.parse(asOf) - EARLY_MS && made < Date.parse(day);
}

/** 0 where the run was in use when it forecast, more where that is less sure; undefined where it was not. */
function rankOf({ inUse, madeAt, run }: MadeForecast, { events, now }: UseHistory): number | undefined {
  if (inUse !== undefined) return inUse ? 0 : undefined;
  const made = Date.parse(madeAt);
  const last = events.findLast(({ at }) => Date.parse(at) <= made);
  if (last?.run === run) return 0;
  return run === now ? 1 : 2;
}
