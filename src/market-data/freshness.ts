import { addDays, daysBetween, HOUR_MS, newestCompleteDay, utcDate } from '../dates.ts';
import type { Days, Instant, IsoDate } from '../domain.ts';
import type { StoredChart, StoredObservation } from './stored-chart.ts';

/** How long a fetch counts as fresh where nothing else is said. */
export const FRESH_MS = 6 * HOUR_MS;

const FREE_PLAN_DAYS = 365;
const OVERLAP_DAYS = 2;

/** How many of the days asked for a plan gives. */
export function daysWithin(plan: 'demo' | 'pro', days: Days): Days {
  if (plan === 'pro') return days;
  return days === 'max' ? FREE_PLAN_DAYS : Math.min(days, FREE_PLAN_DAYS);
}

/** Whether the stored chart has the newest complete day, or was fetched within `maxAgeMs`. */
export function isRecent(stored: StoredChart, maxAgeMs: number, now: Date): boolean {
  const newest = stored.observations.at(-1)?.date ?? '';
  const age = now.getTime() - Date.parse(newestFetch(stored));
  return newest >= newestCompleteDay(now) || (age >= 0 && age <= maxAgeMs);
}

/** Whether so many days are stored, or there is no more to get: CoinGecko was asked for as many once. */
export function goesBack({ observations }: StoredChart, days: Days): boolean {
  const [first, last] = [observations.at(0), observations.at(-1)];
  const stored = first && last ? daysBetween(first.date, last.date) + 1 : 0;
  if (days !== 'max' && stored >= days) return true;
  return observations.some(
    ({ retrieval: { daysAsked } }) => daysAsked === 'max' || (days !== 'max' && (daysAsked ?? 0) >= days),
  );
}

/**
 * The days to ask CoinGecko for: from the first that is missing among those wanted, with an overlap of two days.
 * A day that it was asked for once and did not have is not asked for again.
 */
export function daysToAsk(
  stored: StoredChart | undefined,
  { days, plan, now }: { readonly days: Days; readonly plan: 'demo' | 'pro'; readonly now: Date },
): Days {
  const wanted = daysWithin(plan, days);
  const priced = stored?.observations.filter(({ price }) => price !== null) ?? [];
  const [oldest, newest] = [priced.at(0), priced.at(-1)];
  if (stored === undefined || oldest === undefined || newest === undefined || !goesBack(stored, wanted)) {
    return wanted;
  }
  const today = newestCompleteDay(now);
  const firstWanted = wanted === 'max' ? oldest.date : later(oldest.date, addDays(today, 1 - wanted));
  const first = firstMissing(priced, { from: earlier(firstWanted, addDays(newest.date, 1)), to: today });
  const missing = first === undefined ? 0 : daysBetween(first, today) + 1;
  return daysWithin(plan, missing + OVERLAP_DAYS);
}

function firstMissing(
  priced: readonly StoredObservation[],
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): IsoDate | undefined {
  const known = new Set(priced.map(({ date }) => date));
  const retrievals = new Set(priced.map(({ retrieval }) => retrieval));
  const asked = [...retrievals].flatMap(({ source, daysAsked, retrievedAt }) => {
    if (source !== 'coingecko' || daysAsked === null) return [];
    const end = utcDate(Date.parse(retrievedAt));
    return [{ start: daysAsked === 'max' ? '' : addDays(end, 1 - daysAsked), end }];
  });
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (!known.has(date) && !asked.some(({ start, end }) => date >= start && date < end)) return date;
  }
  return undefined;
}

/** When CoinGecko last gave any of a chart; empty where it never did. */
export function newestFetch({ observations }: StoredChart): Instant {
  return observations.reduce(
    (newest, { retrieval }) =>
      retrieval.source === 'coingecko' && retrieval.retrievedAt > newest ? retrieval.retrievedAt : newest,
    '',
  );
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}
