import { dayNumber } from '../../dates.ts';
import type { IsoDate } from '../../domain.ts';
import { at, type Vector } from '../../learning/vector.ts';

/** When the value dated D is known: when D is over, or at 00:00 UTC of D. */
export const knownTimes = ['end', 'start'] as const;
export type KnownTime = (typeof knownTimes)[number];

export interface SignalValue {
  readonly date: IsoDate;
  readonly value: number;
}

/** A series of one's own, in the order of its dates, one value a date. */
export interface Signal {
  readonly name: string;
  readonly known: KnownTime;
  readonly values: readonly SignalValue[];
}

/** How many days after it became known a value is used at most, where nothing else is said. */
export const DEFAULT_CARRY_DAYS = 7;

export interface SignalTiming {
  /** How many days after it became known a value is still used. */
  readonly carry: number;
  /** How many days later than it is known the signal is made known; −1 is a day before it could be. */
  readonly lag?: number;
}

/**
 * A signal as a column over dates in order: on each date the newest value that is known at its 00:00 UTC, where it
 * became known at most `carry` days before; else NaN.
 */
export function signalColumn(
  { known, values }: Signal,
  dates: readonly IsoDate[],
  { carry, lag = 0 }: SignalTiming,
): Vector {
  const wait = (known === 'end' ? 1 : 0) + lag;
  const knownOn = values.map(({ date }) => dayNumber(date) + wait);
  let newest = -1;
  return dates.map((date) => {
    const today = dayNumber(date);
    while (newest + 1 < knownOn.length && at(knownOn, newest + 1) <= today) newest++;
    if (newest < 0 || today - at(knownOn, newest) > carry) return Number.NaN;
    return at(values, newest).value;
  });
}
