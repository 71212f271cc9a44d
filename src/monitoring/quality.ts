import { addDays, ageInHours, dateOf, dayNumber, isAhead, isStale } from '../dates.ts';
import type { IsoDate, Observation } from '../domain.ts';

/** What is wrong with the data that a model lives on. */
export interface Quality {
  /** Hours since 00:00 UTC of the newest day with a price. */
  readonly ageHours: number;
  readonly isStale: boolean;
  /** Whether the newest day is yet to come by the clock: somebody set it back. */
  readonly isAhead: boolean;
  /** Stretches of days without a price. */
  readonly gaps: readonly { readonly from: IsoDate; readonly to: IsoDate; readonly days: number }[];
  /** Days with a price on which nothing was traded. */
  readonly zeroVolumes: readonly IsoDate[];
  /** Changes of the price of over 50 % from one observed day to the next. */
  readonly steps: readonly { readonly date: IsoDate; readonly change: number }[];
}

const LARGEST_STEP = 0.5;

/** The quality of observations, in order, some of which may be missing. */
export function assessQuality(observations: readonly Observation[], now: Date): Quality {
  const priced = observations.flatMap(({ price, ...rest }) => (price === null ? [] : [{ ...rest, price }]));
  const newest = priced.at(-1)?.date;
  const pairs = priced.flatMap((day, i) => {
    const before = priced[i - 1];
    return before ? [{ day, before }] : [];
  });
  return {
    ageHours: newest === undefined ? Number.POSITIVE_INFINITY : ageInHours(newest, now),
    isStale: newest === undefined || isStale(newest, now),
    isAhead: newest !== undefined && isAhead(newest, now),
    gaps: pairs.flatMap(({ day, before }) => {
      const days = dayNumber(day.date) - dayNumber(before.date) - 1;
      if (days === 0) return [];
      return [{ from: addDays(before.date, 1), to: dateOf(dayNumber(day.date) - 1), days }];
    }),
    zeroVolumes: priced.filter(({ totalVolume }) => totalVolume === 0).map(({ date }) => date),
    steps: pairs.flatMap(({ day, before }) => {
      const change = day.price / before.price - 1;
      return Math.abs(change) > LARGEST_STEP ? [{ date: day.date, change }] : [];
    }),
  };
}

/** Whether anything is wrong. */
export function hasProblems({ isStale, isAhead, gaps, zeroVolumes, steps }: Quality): boolean {
  return isStale || isAhead || gaps.length > 0 || zeroVolumes.length > 0 || steps.length > 0;
}
