import type { IsoDate } from '../domain.ts';
import { COIN_FLIP, type Constants, mapConstants } from './constants.ts';
import { lossOf, type Outcome } from './metrics.ts';

/** What a day's forecast and the constants cost: −log of the probability given to what came. */
export interface DayLoss {
  readonly date: IsoDate;
  readonly loss: number;
  readonly constants: Constants<number>;
}

/** A forecast of a date beside what the constants were then. */
export interface DatedOutcome extends Outcome {
  readonly date: IsoDate;
  readonly baseRate: number;
  readonly recentBaseRate: number;
}

export function dayLosses(days: readonly DatedOutcome[]): readonly DayLoss[] {
  return days.map((day) => {
    const { date, actual, baseRate, recentBaseRate } = day;
    const constants = { baseRate, recentBaseRate, coinFlip: COIN_FLIP };
    return {
      date,
      loss: lossOf(day),
      constants: mapConstants((name) => lossOf({ probability: constants[name], actual })),
    };
  });
}

/** The mean losses of several coins on each date that any of them has, in the order of dates. */
export function averageByDate(coins: readonly (readonly DayLoss[])[]): readonly DayLoss[] {
  const byDate = new Map<IsoDate, DayLoss[]>();
  for (const day of coins.flat()) {
    const sameDate = byDate.get(day.date);
    if (sameDate) sameDate.push(day);
    else byDate.set(day.date, [day]);
  }
  return [...byDate]
    .map(([date, days]) => ({
      date,
      loss: mean(days.map(({ loss }) => loss)),
      constants: mapConstants((name) => mean(days.map(({ constants }) => constants[name]))),
    }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
