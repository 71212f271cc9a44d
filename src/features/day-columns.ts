import type { Day, DayValue } from '../domain.ts';
import { at } from '../learning/vector.ts';
import { type Column, change } from './windows.ts';

/**
 * A value over days as it could be known then: NaN where it was filled from a later day, or is known on no day. A
 * window that touches a NaN has no value, so no feature looks at a day to come.
 */
export function known(days: readonly Day[], value: DayValue): Column {
  return days.map((day) => (day.filled[value] === 'backward' ? Number.NaN : (day[value] ?? Number.NaN)));
}

/** The natural logarithm of the price. */
export function logPrice(days: readonly Day[]): Column {
  return known(days, 'price').map(Math.log);
}

/** The difference of the natural logarithms of a day's price and the day before's. */
export function logReturn(days: readonly Day[]): Column {
  return change(logPrice(days), 1);
}

/** The natural logarithm of volume. A volume of 0 has none: the day before's is carried forward. */
export function logVolume(days: readonly Day[]): Column {
  let latest = Number.NaN;
  return known(days, 'totalVolume').map((volume) => {
    if (volume > 0) latest = Math.log(volume);
    return latest;
  });
}

/** Whether any volume is known that has a logarithm. */
export function hasVolume(days: readonly Day[]): boolean {
  return days.some(({ totalVolume }) => totalVolume !== null && totalVolume > 0);
}

/** A column over the days of another market, at the dates of these; NaN on a date that the other lacks. */
export function onDatesOf(days: readonly Day[], other: readonly Day[], column: Column): Column {
  const index = new Map(other.map(({ date }, t) => [date, t]));
  return days.map(({ date }) => {
    const t = index.get(date);
    return t === undefined ? Number.NaN : at(column, t);
  });
}
