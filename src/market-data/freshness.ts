import { addDays, daysBetween, HOUR_MS, newestCompleteDay, utcDate } from '../dates.ts';
import type { Days, Instant, IsoDate } from '../domain.ts';
import { type PricedObservation, priced, type StoredChart, type StoredObservation } from './stored-chart.ts';

/** How long a fetch counts as fresh where nothing else is said. */
export const DEFAULT_MAX_AGE_MS = 6 * HOUR_MS;

const OVERLAP_DAYS = 2;

/** What is wanted of a market. */
export interface Wanted {
  readonly days: Days;
  /** The last day to look at; today where none is given. */
  readonly until?: IsoDate | undefined;
}

/** How many of the newest days are wanted, up to now, as far as a source reaches. */
export function daysWithin(reach: Days, days: Days): Days {
  if (reach === 'max') return days;
  return days === 'max' ? reach : Math.min(days, reach);
}

/** Whether the stored chart has a price of the last day that there can be, or was fetched within `maxAgeMs`. */
export function isRecent(
  stored: StoredChart,
  { until, maxAgeMs, now }: Pick<Wanted, 'until'> & { readonly maxAgeMs: number; readonly now: Date },
): boolean {
  const newest = priced(stored.observations).at(-1)?.date ?? '';
  const age = now.getTime() - Date.parse(newestFetch(stored));
  return newest >= lastWanted(until, now) || (age >= 0 && age <= maxAgeMs);
}

/** Whether so many days are stored, or there is no more to get: the source was asked for as many once. */
export function goesBack({ observations }: StoredChart, { days, until }: Wanted): boolean {
  const known = priced(observations);
  const [first, last] = [known.at(0)?.date, known.at(-1)?.date];
  const end = last === undefined || until === undefined ? last : earlier(until, last);
  const stored = first === undefined || end === undefined ? 0 : daysBetween(first, end) + 1;
  if (days !== 'max' && stored >= days) return true;
  return observations.some(
    ({ retrieval: { daysAsked } }) => daysAsked === 'max' || (days !== 'max' && (daysAsked ?? 0) >= days),
  );
}

/**
 * The days to ask a source for: from the first that is missing among those wanted, with an overlap of two days.
 * A day that it was asked for once and did not have is not asked for again.
 */
export function daysToAsk(
  stored: StoredChart | undefined,
  { days, until, reach, now }: Wanted & { readonly reach: Days; readonly now: Date },
): Days {
  const today = newestCompleteDay(now);
  const last = lastWanted(until, now);
  // Days are asked for up to now: what comes after the last one that is wanted has to be asked for, too.
  const wanted = daysWithin(reach, days === 'max' ? days : days + daysBetween(last, today));
  const known = priced(stored?.observations ?? []);
  const [oldest, newest] = [known.at(0), known.at(-1)];
  if (stored === undefined || oldest === undefined || newest === undefined) return wanted;
  if (!goesBack(stored, { days: daysWithin(reach, days), until })) return wanted;
  const firstWanted = wanted === 'max' ? oldest.date : later(oldest.date, addDays(today, 1 - wanted));
  const from = earlier(firstWanted, addDays(newest.date, 1));
  const first = firstMissing(known, { from, to: last, newest: newest.date });
  const missing = first === undefined ? 0 : daysBetween(first, today) + 1;
  return daysWithin(reach, missing + OVERLAP_DAYS);
}

function firstMissing(
  known: readonly PricedObservation<StoredObservation>[],
  { from, to, newest }: { readonly from: IsoDate; readonly to: IsoDate; readonly newest: IsoDate },
): IsoDate | undefined {
  const dates = new Set(known.map(({ date }) => date));
  const retrievals = new Set(known.map(({ retrieval }) => retrieval));
  const asked = [...retrievals].flatMap(({ daysAsked, retrievedAt }) => {
    if (daysAsked === null) return [];
    // Whatever the clock said of a retrieval, it can have had no day after the newest one that is known.
    const end = utcDate(Date.parse(retrievedAt));
    return [{ start: daysAsked === 'max' ? '' : addDays(end, 1 - daysAsked), end: earlier(end, newest) }];
  });
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (!dates.has(date) && !asked.some(({ start, end }) => date >= start && date < end)) return date;
  }
  return undefined;
}

/** When a source on the network last gave all that it was asked for; empty where none did. */
function newestFetch({ observations }: StoredChart): Instant {
  const fetched = observations.filter(({ retrieval }) => retrieval.daysAsked !== null && !retrieval.isPart);
  const [first] = fetched;
  if (first === undefined) return '';
  return fetched.reduce(
    (newest, { retrieval }) => (retrieval.number > newest.number ? retrieval : newest),
    first.retrieval,
  ).retrievedAt;
}

function lastWanted(until: IsoDate | undefined, now: Date): IsoDate {
  const today = newestCompleteDay(now);
  return until === undefined ? today : earlier(until, today);
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}
