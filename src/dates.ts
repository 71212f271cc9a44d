import type { IsoDate } from './domain.ts';

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** The number of days from 1970-01-01 to a date. */
export function dayNumber(date: IsoDate): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  if (dayNumbers.size < MOST_KNOWN) dayNumbers.set(date, day);
  return day;
}

/** Reading and writing a date takes a microsecond or two, and long histories do it a million times. */
const MOST_KNOWN = 20_000;
const dayNumbers = new Map<IsoDate, number>();
const dates = new Map<number, IsoDate>();

/** The date so many days after 1970-01-01. */
export function dateOf(day: number): IsoDate {
  return utcDate(day * DAY_MS);
}

/** The UTC date of a moment in milliseconds. */
export function utcDate(milliseconds: number): IsoDate {
  const day = Math.floor(milliseconds / DAY_MS);
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(milliseconds).toISOString().slice(0, 10);
  if (dates.size < MOST_KNOWN) dates.set(day, date);
  return date;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOf(dayNumber(date) + days);
}

/** The days from one date to another; negative where `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Sorts what has a date in the order of time. */
export function byDate(a: { readonly date: IsoDate }, b: { readonly date: IsoDate }): number {
  if (a.date === b.date) return 0;
  return a.date < b.date ? -1 : 1;
}

/** Whether a text is a day of the calendar written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = dayNumber(text);
  return !Number.isNaN(day) && dateOf(day) === text;
}

/** 0 is Monday, 6 is Sunday. 1970-01-01 was a Thursday. */
export function dayOfWeek(date: IsoDate): number {
  return (((dayNumber(date) + 3) % 7) + 7) % 7;
}

/** The newest day whose price at 00:00 UTC is published, which takes about ten minutes. */
export function newestCompleteDay(now: Date): IsoDate {
  return utcDate(now.getTime() - 10 * 60_000);
}

/** How old an observation is, in hours since 00:00 UTC of its date. */
export function ageInHours(date: IsoDate, now: Date): number {
  return (now.getTime() - dayNumber(date) * DAY_MS) / HOUR_MS;
}

/** Whether a day is too old to forecast tomorrow from: 36 hours leave half a day for the newest price to come out. */
export function isStale(newest: IsoDate, now: Date): boolean {
  return ageInHours(newest, now) > 36;
}

/** Whether a day is yet to come: whoever observed it had another clock, or this one was set back. */
export function isAhead(newest: IsoDate, now: Date): boolean {
  return ageInHours(newest, now) < 0;
}
