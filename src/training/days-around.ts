import { daysBetween } from '../dates.ts';
import type { Day, IsoDate } from '../domain.ts';
import { logReturn } from '../features/day-columns.ts';
import { volatility } from '../features/windows.ts';
import { at, type Vector } from '../learning/vector.ts';

type Dated = readonly { readonly date: IsoDate }[];

/**
 * By what share what is held changed to the day after, one for each calendar day from the first date to the last.
 * `worth` is what it is worth on each of the days.
 *
 * @throws {RangeError} where the days do not reach to the day after the last date
 */
export function changesFrom(dated: Dated, days: readonly Day[], worth: Vector): Vector {
  const [from, to] = [indexOf(at(dated, 0), days), indexOf(at(dated, dated.length - 1), days)];
  return worth.slice(from, to + 1).map((today, i) => at(worth, from + i + 1) / today - 1);
}

/** The sample standard deviation of the 30 log returns that end on each date; NaN where there are fewer. */
export function volatilitiesOn(dated: Dated, days: readonly Day[]): Vector {
  const deviations = volatility(logReturn(days), 30);
  return dated.map((each) => at(deviations, indexOf(each, days)));
}

/** Where a date is among days that have no gap. */
function indexOf({ date }: Dated[number], days: readonly Day[]): number {
  return daysBetween(at(days, 0).date, date);
}
