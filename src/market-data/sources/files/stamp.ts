import { DAY_MS, utcDate } from '../../../dates.ts';

/** A time as a date, or as a date and a time of day where it is not midnight. */
export function stamp(time: number): string {
  const isMidnight = timeOfDay(time) === 0;
  return isMidnight ? utcDate(time) : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

export function timeOfDay(time: number): number {
  return time - Math.floor(time / DAY_MS) * DAY_MS;
}
