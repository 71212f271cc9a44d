import { addDays, daysBetween, utcDate } from '../dates.ts';
import type { IsoDate, Observation } from '../domain.ts';
import { priced } from './stored-chart.ts';

/** The last day that a price may be of: tomorrow, as it is tomorrow already somewhere. */
export function lastPossibleDay(now: Date): IsoDate {
  return addDays(utcDate(now.getTime()), 1);
}

/** The longest stretch of days without a price that is filled. */
export const LONGEST_GAP_DAYS = 30;

/** What there is up to a day, that day included. */
export function until<Row extends Observation>(
  observations: readonly Row[],
  last: IsoDate | undefined,
): readonly Row[] {
  return last === undefined ? observations : observations.filter(({ date }) => date <= last);
}

/** What follows the last gap of over 30 days without a price. */
export function afterLongGap<Row extends Observation>(observations: readonly Row[]): readonly Row[] {
  const days = priced(observations);
  const restart = days.findLast((row, i) => {
    const before = days[i - 1];
    return before !== undefined && daysBetween(before.date, row.date) > LONGEST_GAP_DAYS + 1;
  });
  return restart === undefined ? observations : observations.filter(({ date }) => date >= restart.date);
}
