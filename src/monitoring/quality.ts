import { addDays, ageInHours, dateOf, dayNumber, isAhead, isStale } from '../dates.ts';
import type { IsoDate, Observation } from '../domain.ts';
import { at } from '../learning/vector.ts';

/** What is wrong with the data that a model lives on. */
export interface Quality {
  /** Hours since 00:00 UTC of the newest day with a price. */
  readonly ageHours: number;
  readonly isStale: boolean;
  /** Whether the newest day is yet to come by the clock: somebody set it back. */
  readonly isAhead: boolean;
  /** Whether the training saw newer days than there are. */
  readonly isBefore: boolean;
  /** Stretches of days without a price. */
  readonly gaps: readonly { readonly from: IsoDate; readonly to: IsoDate; readonly days: number }[];
  /** Days with a price on which nothing was traded. */
  readonly zeroVolumes: readonly IsoDate[];
  /** Changes of the price of over 50 % from one observed day to the next. */
  readonly steps: readonly { readonly date: IsoDate; readonly change: number }[];
}

const LARGEST_STEP = 0.5;

/** The days that a model was trained on, and the moment that it is looked at. */
export interface QualitySettings {
  readonly trained: { readonly from: IsoDate; readonly to: IsoDate };
  readonly now: Date;
}

/**
 * The quality of observations, in order, some of which may be missing: the age of the newest of all, and what is wrong
 * with those since the training begins.
 *
 * @throws {RangeError} where none has a price
 */
export function assessQuality(
  observations: readonly Observation[],
  { trained, now }: QualitySettings,
): Quality {
  const all = observations.flatMap(({ price, ...rest }) => (price === null ? [] : [{ ...rest, price }]));
  const newest = at(all, all.length - 1).date;
  const priced = all.filter(({ date }) => date >= trained.from);
  const pairs = priced.flatMap((day, i) => {
    const before = priced[i - 1];
    return before ? [{ day, before }] : [];
  });
  return {
    ageHours: ageInHours(newest, now),
    isStale: isStale(newest, now),
    isAhead: isAhead(newest, now),
    isBefore: newest < trained.to,
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
export function hasProblems({ isStale, isAhead, isBefore, gaps, zeroVolumes, steps }: Quality): boolean {
  return isStale || isAhead || isBefore || gaps.length > 0 || zeroVolumes.length > 0 || steps.length > 0;
}
