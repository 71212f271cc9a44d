import { daysBetween } from '../dates.ts';
import type { Observation } from '../domain.ts';

export const LONGEST_GAP_DAYS = 30;

/** What follows the last gap of over 30 days without a price. */
export function afterLongGap<Row extends Observation>(observations: readonly Row[]): readonly Row[] {
  const priced = observations.filter(({ price }) => price !== null);
  const restart = priced.findLast((row, i) => {
    const before = priced[i - 1];
    return before !== undefined && daysBetween(before.date, row.date) > LONGEST_GAP_DAYS + 1;
  });
  return restart === undefined ? observations : observations.filter(({ date }) => date >= restart.date);
}
