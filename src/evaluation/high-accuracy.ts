import type { TargetName } from '../domain.ts';
import type { Metrics } from './metrics.ts';

/**
 * What an accuracy that daily prices have not been seen to give comes from: `looks_leaky`, a feature that knows what it
 * could not have known; `pegged`, a price that returns to where it was, so that calling the opposite of today does as
 * well; `persistent`, a price that goes on, so that calling today again does.
 */
export const highAccuracies = ['looks_leaky', 'pegged', 'persistent'] as const;
export type HighAccuracy = (typeof highAccuracies)[number];

export interface JudgedAccuracy {
  readonly metrics: Metrics;
  readonly persistence: Metrics;
  /** Of calling the opposite of persistence. */
  readonly contrarian: Metrics;
  /** The accuracy above which forecasts of the target are suspect. */
  readonly limit: number;
}

/** Daily directions have not been called right more often than this by what was known. */
export const DIRECTION_LIMIT = 0.6;
/** Large moves come in clusters, so they can be. */
export const LARGE_MOVE_LIMIT = 0.75;

/** The accuracy above which forecasts of a target are suspect. */
export function accuracyLimitOf(target: TargetName): number {
  return target === 'large_move' ? LARGE_MOVE_LIMIT : DIRECTION_LIMIT;
}

const LEAST_ROWS = 200;
const LEAST_LEAD = 0.05;
/**
 * How far today's direction may be behind forecasts that it explains. Of a price that is noise around a peg the
 * opposite of today is right on 2/3 of days, and who knows the distance from the peg on 3/4.
 */
const MOST_BEHIND = 0.1;

/**
 * Where forecasts were right more often than the limit on 200 rows or more, and by 5 points more often than the best
 * constant: why, by whether persistence or its opposite leads the best constant as well, and is not 10 points behind
 * the forecasts. Null for any other accuracy.
 */
export function highAccuracyOf({
  metrics,
  persistence,
  contrarian,
  limit,
}: JudgedAccuracy): HighAccuracy | null {
  const { n, accuracy, confusion } = metrics;
  const ones = (confusion.tp + confusion.fn) / n;
  const bestConstant = Math.max(ones, 1 - ones);
  const leads = (share: number) => share > bestConstant + LEAST_LEAD;
  if (n < LEAST_ROWS || !(accuracy > limit) || !leads(accuracy)) return null;
  const explains = (other: Metrics) => leads(other.accuracy) && accuracy <= other.accuracy + MOST_BEHIND;
  if (explains(contrarian)) return 'pegged';
  return explains(persistence) ? 'persistent' : 'looks_leaky';
}
