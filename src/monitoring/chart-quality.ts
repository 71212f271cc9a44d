import { ageInHours, isStale } from '../dates.ts';
import type { Day } from '../domain.ts';
import { filledDays } from '../features/preprocess.ts';
import { at } from '../learning/vector.ts';

/** What a look at cleaned days shows of their quality. */
export interface ChartQuality {
  readonly days: number;
  /** Days of which something was filled. */
  readonly filled: number;
  /** Days without any volume. */
  readonly zeroVolume: number;
  /** Days whose price is over half above or below the day before. */
  readonly steps: number;
  /** Whole days since the newest day began, in UTC. */
  readonly ageInDays: number;
  readonly isStale: boolean;
}

const LARGE_STEP = 0.5;

/**
 * Counts what may be wrong with a chart, at a moment.
 *
 * @throws {RangeError} where it has no day
 */
export function qualityOf(days: readonly Day[], now: Date): ChartQuality {
  const newest = at(days, days.length - 1).date;
  return {
    days: days.length,
    filled: filledDays(days),
    zeroVolume: days.filter(({ totalVolume }) => totalVolume === 0).length,
    steps: days.filter(({ price }, t) => t > 0 && Math.abs(price / at(days, t - 1).price - 1) > LARGE_STEP)
      .length,
    ageInDays: Math.max(0, Math.floor(ageInHours(newest, now) / 24)),
    isStale: isStale(newest, now),
  };
}
