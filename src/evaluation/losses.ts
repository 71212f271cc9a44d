import { byDate } from '../dates.ts';
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
  const means = new DateMeans();
  for (const days of coins) means.add(days);
  return means.days();
}

/** The same of coins that come one after another, of which none is kept: memory is that of the dates. */
export class DateMeans {
  private readonly sums = new Map<IsoDate, DaySum>();

  add(days: readonly DayLoss[]): void {
    for (const { date, loss, constants } of days) {
      const before = this.sums.get(date) ?? NO_COINS;
      this.sums.set(date, {
        coins: before.coins + 1,
        loss: before.loss + loss,
        constants: mapConstants((name) => before.constants[name] + constants[name]),
      });
    }
  }

  days(): readonly DayLoss[] {
    return [...this.sums]
      .map(([date, { coins, loss, constants }]) => ({
        date,
        loss: loss / coins,
        constants: mapConstants((name) => constants[name] / coins),
      }))
      .toSorted(byDate);
  }
}

interface DaySum extends Omit<DayLoss, 'date'> {
  readonly coins: number;
}

const NO_COINS: DaySum = { coins: 0, loss: 0, constants: mapConstants(() => 0) };
