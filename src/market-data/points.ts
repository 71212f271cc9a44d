import { DAY_MS, dateOf } from '../dates.ts';
import type { IsoDate, Observation } from '../domain.ts';
import { NearestToMidnight, nearestMidnight } from './midnight.ts';

/** One point of a source: a moment in milliseconds and what was observed then. */
export interface Point {
  readonly timestamp: number;
  readonly price: number | null;
  readonly marketCap: number | null;
  readonly totalVolume: number | null;
}

/** Between these lie the figures of all markets; further apart, squares of their ratios would be no numbers. */
const LEAST = 1e-50;
const LARGEST = 1e50;

/** Whether a price, a market cap or a volume can be one: finite, and not absurdly large or small. */
export function isObservable(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude === 0 || (magnitude >= LEAST && magnitude <= LARGEST);
}

/** The daily observations that points come to. */
export interface DailyObservations {
  readonly observations: readonly Observation[];
  /** The dates that had prices, but none within an hour of their 00:00 UTC: they are missing. */
  readonly offHourDates: readonly IsoDate[];
}

/** Says how many dates are missing although they had prices. */
export function offHourWords(dates: number): string {
  return dates === 1
    ? '1 date has prices, but none within an hour of 00:00 UTC: it is missing'
    : `${dates} dates have prices, but none within an hour of 00:00 UTC: they are missing`;
}

/** Just before midnight a live price is the price at midnight: a source's clock is no better. */
const MIDNIGHT_MS = 15_000;

/**
 * One observation a UTC date, in order: of the points within an hour of its 00:00 the nearest, and of equally near
 * ones the first. A live answer, which says when it was retrieved, has no date after that of its retrieval, except
 * from a point within 15 s before midnight.
 */
export function observationsOf(
  points: readonly Point[],
  { retrievedAt }: { readonly retrievedAt?: Date } = {},
): DailyObservations {
  const today = retrievedAt && Math.floor(retrievedAt.getTime() / DAY_MS);
  const nearest = new NearestToMidnight<Point>();
  for (const point of points) {
    const near = nearestMidnight(point.timestamp);
    const isTooEarly = today !== undefined && near.day > today && near.distance > MIDNIGHT_MS;
    if (!isTooEarly) nearest.offer(point, near);
  }
  const priced = points.filter(({ price }) => price !== null).map(({ timestamp }) => dayOf(timestamp));
  return {
    observations: nearest
      .inOrder()
      .map(([day, { timestamp: _, ...values }]) => ({ date: dateOf(day), ...values })),
    offHourDates: [...new Set(priced)]
      .filter((day) => !nearest.has(day))
      .toSorted((a, b) => a - b)
      .map(dateOf),
  };
}

function dayOf(timestamp: number): number {
  return Math.floor(timestamp / DAY_MS);
}
