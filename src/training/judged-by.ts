import { isDeepStrictEqual } from 'node:util';
import { daysBetween } from '../dates.ts';
import type { Day } from '../domain.ts';
import { knownDaysOf, MOST_DAYS_BEFORE } from '../results/known-days.ts';
import type { SavedRun } from '../workspace/runs.ts';

/**
 * A run as the chart of now judges it: without its walk-forward, where the days that this saw have other values now,
 * or it ends more than 30 days before the newest.
 */
export function judgedBy(history: readonly Day[], run: SavedRun): SavedRun {
  const { evaluation } = run;
  const newest = history.at(-1);
  if (evaluation?.known === undefined || newest === undefined) return { ...run, evaluation: undefined };
  const { from, to, months } = evaluation.known;
  const now = knownDaysOf(history.filter(({ date }) => date >= from && date <= to));
  const isSame = now !== undefined && isDeepStrictEqual(now, { from, to, months });
  const isRecent = daysBetween(to, newest.date) <= MOST_DAYS_BEFORE;
  return isSame && isRecent ? run : { ...run, evaluation: undefined };
}
