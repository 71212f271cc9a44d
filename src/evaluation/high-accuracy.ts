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

const LEAST_ROWS = 200;
const LEAST_LEAD = 0.05;

/**
 * Where forecasts were right more often than the limit on 200 rows or more, and by 5 points more often than the best
 * constant: why, by whether persistence or its opposite comes within 5 points of them. Null for any other accuracy.
 */
export function highAccuracyOf({
  metrics,
  persistence,
  contrarian,
  limit,
}: JudgedAccuracy): HighAccuracy | null {
  const { n, accuracy, confusion } = metrics;
  const ones = (confusion.tp + confusion.fn) / n;
  const leads = (other: number) => accuracy > other + LEAST_LEAD;
  if (n < LEAST_ROWS || !(accuracy > limit) || !leads(Math.max(ones, 1 - ones))) return null;
  if (!leads(contrarian.accuracy)) return 'pegged';
  return leads(persistence.accuracy) ? 'looks_leaky' : 'persistent';
}
